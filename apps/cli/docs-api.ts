import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forget, KEY, startProduct } from '../../test/bench/product.ts';
import { type ApiDocument, markdownOf } from './api-docs/markdown.ts';
import { buildIfNeeded } from './build.ts';
import { options, ROOT } from './cli.ts';

const HELP = `npm run docs:api

Writes docs/api.md from the API document of the product as it is built.`;

options(HELP, {});
await buildIfNeeded();
const product = await startProduct();
const headers = { authorization: `Bearer ${KEY}` };
const document = (await (await fetch(`${product.url}/docs-json`, { headers })).json()) as ApiDocument; // our own
await product.stop();
forget(product);
const page = join(ROOT, 'docs/api.md');
writeFileSync(page, markdownOf(document));
console.log('docs/api.md is written anew.');

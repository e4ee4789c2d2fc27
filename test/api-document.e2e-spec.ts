import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { type ApiDocument, markdownOf } from '../apps/cli/api-docs/markdown.ts';
import { type Product, startProduct } from './product.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security: readonly object[];
  readonly responses: Record<string, { description: string; content?: object; headers: object }>;
}

let product: Product;
let source: string;
let document: Document;
let operations: readonly (Operation & { where: string })[];

beforeAll(async () => {
  product = await startProduct();
  const response = await fetch(`${product.url}/docs-json`);
  source = await response.text();
  document = JSON.parse(source) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, where: `${method} ${path}` })),
  );
});
afterAll(() => product.close());

describe('the API document', () => {
  it('is OpenAPI 3.1 without a fault a linter finds', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // 200 or 503: probes have no client errors; relative server: whoever reads it knows where it came from
      rules: { 'operation-4xx-response': 'off', 'no-server-example.com': 'off' },
    });
    const problems = await lintFromString({ source, config });
    expect(
      problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`),
    ).toEqual([]);
    expect(document.openapi).toBe('3.1.0');
  });

  it('gives every operation a name of its own and a sentence', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operations.filter(({ summary }) => !summary).map(({ where }) => where)).toEqual([]);
  });

  it('describes every error as a problem document', () => {
    const strange = operations.flatMap(({ where, responses }) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .filter(([, { content }]) => Object.keys(content ?? {}).join() !== 'application/problem+json')
        .map(([status]) => `${where} ${status}`),
    );
    expect(strange).toEqual([]);
  });

  it('says what every success looks like', () => {
    const bare = operations.flatMap(({ where, responses }) =>
      Object.entries(responses)
        .filter(([status, { content }]) => Number(status) < 300 && !['202', '204'].includes(status) && !content)
        .map(([status]) => `${where} ${status}`),
    );
    expect(bare).toEqual([]);
  });

  it('is what docs/api.md shows: npm run docs:api writes it anew', () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/api.md'), 'utf8');
    expect(page).toBe(markdownOf(JSON.parse(source) as ApiDocument));
  });

  it('says which operations need no key', () => {
    const open = operations.filter(({ security }) => security.length === 0).map(({ where }) => where);
    expect(open.sort()).toEqual(
      [
        'get /health',
        'get /health/live',
        'get /health/ready',
        'get /health/startup',
        'get /v1/documents/{token}',
        'get /v1/documents/{token}.csv',
        'post /webhook',
      ].sort(),
    );
  });
});

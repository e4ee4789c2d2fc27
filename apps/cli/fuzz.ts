import { fuzz } from '../../test/fuzz/fuzz.ts';
import { forget, KEY, startProduct } from '../../test/bench/product.ts';
import { buildIfNeeded } from './build.ts';
import { options } from './cli.ts';

const HELP = `npm run fuzz [-- --requests N --seed N]

Starts the product on data of its own and asks it everything its API document says can be asked, rightly and wrongly.
Every answer is held against the document: no 5xx, no status, type or field it does not know. Ends with 1 when one was.
With SUPABASE_URL and SUPABASE_KEY in the environment its records are there.

  --requests N  how many requests (10,000)
  --seed N      the same seed asks the same (1)
  --help        this text`;

const { values } = options(HELP, { requests: { type: 'string' }, seed: { type: 'string' } });
const requests = Number(values.requests ?? 10_000);

await buildIfNeeded();
const database = Object.fromEntries(
  ['SUPABASE_URL', 'SUPABASE_KEY'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
);
const product = await startProduct({ env: database });
const started = performance.now();
const report = await fuzz({
  url: product.url,
  key: KEY,
  requests,
  seed: Number(values.seed ?? 1),
  onProgress: (done) => {
    if (done % 1000 < 40) console.log(`${done} of ${requests} …`);
  },
});
const seconds = (performance.now() - started) / 1000;
console.table(
  Object.fromEntries(
    [...report.statuses].map(([operation, counts]) => [
      operation,
      Object.fromEntries([...counts].sort(([a], [b]) => a - b).map(([status, count]) => [String(status), count])),
    ]),
  ),
);
for (const { fault, request, answer } of report.findings) console.log(`\n✗ ${fault}\n  ${request}\n  ${answer}`);
console.log(
  `\n${report.requests} requests in ${seconds.toFixed(0)} s: ${report.findings.length} kinds of answers that should not be.`,
);
await product.stop();
forget(product);
process.exit(report.findings.length === 0 ? 0 : 1);

import { soak } from '../../test/chaos/soak/soak.ts';
import { buildIfNeeded } from './build.ts';
import { options } from './cli.ts';

const HELP = `npm run soak [-- --minutes N]

Lets a crew work with the product through our own Telegram for a while (messages, edits, buttons, reminders) and tells
whether its memory, files and handles stay as they are; then stops it amid the work. Ends with 1 when they do not.

  --minutes N      for so long (30)
  --per-second N   so many things a second (8)
  --help           this text

With CHAOS_KEEP=1 the log and the data stay under the temporary folder.`;

const { values } = options(HELP, { minutes: { type: 'string' }, 'per-second': { type: 'string' } });
const minutes = Number(values.minutes ?? 30);
const perSecond = Number(values['per-second'] ?? 8);
if (!(minutes > 0 && perSecond > 0)) {
  console.error(`--minutes and --per-second are numbers above 0\n\n${HELP}`);
  process.exit(2);
}

// with a proper exit the processes of the product end as well
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
await buildIfNeeded();
const started = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const lines = await soak({ minutes, perSecond, say });
const failures = lines.filter(({ met }) => !met).length;
console.table(lines.map(({ what, figure, aim, met }) => ({ what, figure, aim, '': met ? '' : 'NOT MET' })));
console.log(failures === 0 ? 'It stays as it is, and everything promised was so.' : `${failures} not met.`);
process.exit(failures === 0 ? 0 : 1);

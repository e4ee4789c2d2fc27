import { spawn } from 'node:child_process';
import { command, options, ROOT, Stop } from './cli.ts';
import { environment, need } from './deploy/environment.ts';
import { namesIn } from './deploy/target.ts';
import { WRANGLER } from './deploy/wrangler.ts';
import { Readable } from './logs/readable.ts';

const HELP = `npm run logs -- [--env production] [--errors]
npm run logs -- --stdin < FILE

What the Worker is asked and says, as it happens (wrangler tail), in lines for people; Ctrl-C ends it. The container's
own lines are in the dashboard (Workers & Pages, the Worker, Logs), kept for days; save them and read them with
--stdin, as the lines of a FLRTS anywhere else. Never shown: what follows a ? in an address.

  --env NAME   an environment of wrangler.jsonc: staging (the default) or production
  --errors     only calls that failed
  --stdin      makes JSON lines from standard input readable, asks nobody
  --dry-run    only says what would be run
  --help       this text

Needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN (with Workers Tail: Read), unless --stdin.`;

const { values } = options(HELP, {
  env: { type: 'string', default: 'staging' },
  errors: { type: 'boolean' },
  stdin: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
});

await command(async () => {
  if (values.stdin) return show(process.stdin);
  need('CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN');
  const args = [
    'tail',
    namesIn(values.env).worker,
    '--format',
    'json',
    ...(values.errors ? ['--status', 'error'] : []),
  ];
  if (values['dry-run']) return console.log(`wrangler ${args.join(' ')}`);
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environment(), WRANGLER_SEND_METRICS: 'false' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
  await show(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Stop('wrangler tail ended with an error.');
});

async function show(stream: NodeJS.ReadableStream): Promise<void> {
  const readable = new Readable();
  stream.setEncoding('utf8');
  for await (const chunk of stream) for (const line of readable.take(String(chunk))) console.log(line);
  for (const line of readable.take('\n')) console.log(line);
}

import { randomUUID } from 'node:crypto';
import { type Answer, Client, paced, percentile } from '../../test/bench/load.ts';
import { said } from '../../test/bench/texts.ts';
import { command, options, step, Stop } from './cli.ts';
import { environment, need } from './deploy/environment.ts';

const HELP = `npm run load -- [URL] [--people 20 --seconds 15 --write --this-is-my-server]

So many people each say something every second, for so long; prints how fast and how well it was answered. Without
--write their words are only understood (POST /v1/rails/parse) and nothing is kept. URL is PUBLIC_URL unless given.
Needs ADMIN_API_KEY.

  --people N            how many (20)
  --seconds N           for how long (15)
  --write               the words are carried out: tasks, lists and reminders are made, and STAY. For a staging server
  --this-is-my-server   needed for any server that is not on this machine: it is put under load, and paid for
  --dry-run             only says what would be done
  --help                this text

Exit code: 0 everything was answered 2xx, 1 something was not, 2 asked for wrongly or a setting is missing.`;

const { values, positionals } = options(HELP, {
  people: { type: 'string', default: '20' },
  seconds: { type: 'string', default: '15' },
  write: { type: 'boolean', default: false },
  'this-is-my-server': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
});

await command(async () => {
  const url = positionals[0] ?? environment()['PUBLIC_URL'];
  if (!url || !URL.canParse(url)) throw new Stop(`Which FLRTS? Give its address, or set PUBLIC_URL.\n\n${HELP}`, 2);
  if (!isHere(url) && !values['this-is-my-server']) {
    throw new Stop(`${url} is not on this machine. If it is yours to put under load, add --this-is-my-server.`, 2);
  }
  const [people, seconds] = [count('people'), count('seconds')];
  const { ADMIN_API_KEY: key } = need('ADMIN_API_KEY');
  const what = `${people} people, each saying something every second for ${seconds} s, to ${url}`;
  if (values['dry-run']) {
    console.log(`${what}: ${values.write ? 'carried out' : 'only understood'}. Nothing was sent: this was a dry run.`);
    return 0;
  }
  const client = new Client(url, { authorization: `Bearer ${key}` }, Math.min(people * 2, 200));
  const answers = await step(what, () => paced(people, seconds, (n) => say(client, n)));
  client.close();
  return told(answers);
});

function say(client: Client, n: number): Promise<Answer> {
  const body = { text: said(n) };
  const path = values.write ? '/v1/messages' : '/v1/rails/parse';
  const asked = client.post({ path, body, headers: values.write ? { 'idempotency-key': randomUUID() } : {} });
  return asked.catch((error: unknown) => ({ status: 0, ms: 0, body: String(error) }));
}

function told(answers: readonly Answer[]): number {
  const good = answers.filter(({ status }) => status >= 200 && status < 300);
  const times = good.map(({ ms }) => ms);
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  console.table(
    Object.fromEntries([
      ['p50', `${percentile(times, 50).toFixed(1)} ms`],
      ['p95', `${percentile(times, 95).toFixed(1)} ms`],
      ['p99', `${percentile(times, 99).toFixed(1)} ms`],
      ...[...counts].map(([status, times_]) => [status === 0 ? 'no answer' : `answered ${status}`, String(times_)]),
    ]),
  );
  if (good.length === answers.length) return 0;
  console.log(`${answers.length - good.length} of ${answers.length} were not answered 2xx.`);
  return 1;
}

function isHere(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function count(name: 'people' | 'seconds'): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Stop(`--${name} takes a whole number above 0, not ${values[name]}`, 2);
}

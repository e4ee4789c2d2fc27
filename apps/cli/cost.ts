import { command, options, Stop } from './cli.ts';
import { before, type Bill, now, type Setup, setupFor, total } from './cost/monthly.ts';
import { INSTANCES, READ_ON, RENDER } from './cost/prices.ts';

const HELP = `npm run cost -- [--people 5,50,500]

What a month costs on Cloudflare, by formula from published prices (apps/cli/cost/prices.ts) and from what a crew does
(apps/cli/cost/usage.ts), beside the set of providers before: Render, Upstash, S3. Supabase and a language model are in
both, and in neither sum. Asks nobody.

  --people LIST        how many people (5,50,500)
  --instance NAME      ${Object.keys(INSTANCES).join(' or ')}; basic below 200 people
  --awake-hours HOURS  how long the container is awake in a month (730: never asleep)
  --render NAME        ${Object.keys(RENDER).join(', ')}: what is compared with; standard below 200 people, then pro
  --markdown           the tables of docs/cost.md
  --help               this text`;

/** In hours. */
const LONGEST_MONTH = 744;

const { values } = options(HELP, {
  people: { type: 'string', default: '5,50,500' },
  instance: { type: 'string' },
  'awake-hours': { type: 'string' },
  render: { type: 'string' },
  markdown: { type: 'boolean' },
});

await command(async () => {
  const people = values.people.split(',').map((one) => positive('people', one));
  const setups = people.map((count) => setupFor(count, changes()));
  print('Now, on Cloudflare', setups, now);
  print('Before: Render, Upstash, S3', setups, before);
  const difference = setups.map((setup) => `${percent(total(now(setup)) / total(before(setup)) - 1)}`);
  console.log(row(['Difference', ...difference]));
  console.log(`\nDollars a month; prices read on ${READ_ON}.`);
});

function print(title: string, setups: readonly Setup[], bill: (setup: Setup) => Bill): void {
  const bills = setups.map(bill);
  console.log(row([title, ...setups.map(({ people }) => `${people} people`)]));
  if (values.markdown) console.log(row(['---', ...setups.map(() => '--:')]));
  const parts = [...new Set(bills.flatMap((one) => Object.keys(one)))];
  for (const part of parts) console.log(row([part, ...bills.map((one) => dollars(one[part]))]));
  console.log(`${row(['Sum', ...bills.map((one) => dollars(total(one)))])}\n`);
}

function row([name = '', ...cells]: readonly string[]): string {
  if (values.markdown) return `| ${[name, ...cells].join(' | ')} |`;
  return name.padEnd(30) + cells.map((cell) => cell.padStart(12)).join('');
}

function dollars(amount: number | undefined): string {
  return amount === undefined ? '-' : amount.toFixed(2);
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`;
}

function changes(): Partial<Setup> {
  const { instance, render, 'awake-hours': hours } = values;
  return {
    ...(instance && { instance: oneOf('instance', instance, INSTANCES) }),
    ...(render && { render: oneOf('render', render, RENDER) }),
    ...(hours && { awakeHours: positive('awake-hours', hours, LONGEST_MONTH) }),
  };
}

function oneOf<K extends string>(option: string, given: string, known: Readonly<Record<K, unknown>>): K {
  const found = (Object.keys(known) as K[]).find((name) => name === given); // its own keys
  if (found) return found;
  throw new Stop(`--${option} is ${Object.keys(known).join(' or ')}, not ${given}`, 2);
}

function positive(option: string, given: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(given);
  if (number > 0 && number <= most) return number;
  const limit = most === LONGEST_MONTH ? `, ${most} at most` : '';
  throw new Stop(`--${option} takes numbers above 0${limit}, not ${given}`, 2);
}

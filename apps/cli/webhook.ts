import { join, resolve } from 'node:path';
import { command, options, Stop } from './cli.ts';
import { environment, need } from './deploy/environment.ts';
import { BotApi, type Webhook, type WebhookInfo } from './webhook/bot-api.ts';
import type { OldSecret } from './webhook/kept.ts';
import { cutOver, make, type Move, rollback, setting } from './webhook/moves.ts';
import { checkHome } from './webhook/new-home.ts';
import { watch } from './webhook/watch.ts';

const HELP = `npm run webhook -- info | set [URL] | cutover [URL] --old-secret same|none|env | rollback

Moves where Telegram sends the bot's updates. What is pending stays pending and goes to the new address; nothing is
ever dropped, and no webhook is ever deleted. URL is PUBLIC_URL/webhook unless given.

  info       what is set, what is pending, what failed last
  set        the first webhook, or the same again (after a new secret: NEW,OLD in TELEGRAM_WEBHOOK_SECRET)
  cutover    from whatever is set to URL: URL is checked first, the old address is written down, and
             deliveries are watched
  rollback   back to the address from before the last cut-over, with its own allowed_updates

  --old-secret X   how the old address is called: same (as ours), none, or env (OLD_WEBHOOK_SECRET at roll-back)
  --watch SECS     how long deliveries are watched afterwards (600 after a cut-over, 30 otherwise)
  --dry-run        checks, and says what would be done
  --help           this text

Needs TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET. Exit code: 0 done, 1 not done or updates are not getting
through, 2 asked for wrongly or a setting is missing.`;

const { values, positionals } = options(HELP, {
  'old-secret': { type: 'string' },
  watch: { type: 'string' },
  'dry-run': { type: 'boolean' },
});

await command(async () => {
  const [action = '', url] = positionals;
  if (!['info', 'set', 'cutover', 'rollback'].includes(action)) throw new Stop(HELP, 2);
  const { TELEGRAM_BOT_TOKEN: token } = need('TELEGRAM_BOT_TOKEN');
  const { TELEGRAM_API_ROOT: root, DATA_DIR: data = '.data' } = environment();
  const api = new BotApi(token, root);
  const file = join(resolve(data), `webhook-${token.split(':', 1)[0]}.json`);
  const before = await api.info();
  if (action === 'info') return show(before);
  if (action === 'set') return moved(api, setting(before, addressOf(url), secret()), 30);
  if (action === 'rollback') {
    const old = environment()['OLD_WEBHOOK_SECRET'];
    return moved(api, rollback(before, file, { ours: secret(), old }), 30);
  }
  const { note, ...move } = cutOver(before, { url: addressOf(url), secret: secret(), old: oldSecret() });
  console.log(`${move.to.url}: ${await checkHome(move.to.url, secret())}`);
  if (before.has_custom_certificate)
    console.log('The old address has a certificate of its own: a roll-back cannot restore that.');
  return moved(api, move, 600, { file, cutOver: note });
});

/** Makes a move and watches what comes of it. */
async function moved(
  api: BotApi,
  move: Move,
  watchSeconds: number,
  note?: Parameters<typeof make>[2],
): Promise<number> {
  console.log(`from ${move.before.url || 'no webhook'}, ${move.before.pending_update_count} pending`);
  console.log(`to   ${described(move.to)}`);
  if (values['dry-run']) {
    console.log('Nothing was moved: this was a dry run.');
    return 0;
  }
  await make(api, move, note);
  if (note) console.log(`Moved. The old address is kept in ${note.file}; back: npm run webhook -- rollback`);
  else console.log('Moved.');
  const seconds = secondsOf(values.watch, watchSeconds);
  const { failures, pending, lastError } = await watch(api, seconds, (line) => console.log(line));
  if (failures === 0) return 0;
  console.log(`Telegram could not deliver everything at once; it said last: ${lastError}`);
  if (pending === 0) return 0;
  console.log(`${pending} are still pending. If they do not go down: npm run webhook -- rollback`);
  return 1;
}

function show(info: WebhookInfo): void {
  const failed = info.last_error_date
    ? `${new Date(info.last_error_date * 1000).toISOString()} ${info.last_error_message}`
    : 'never';
  console.log(`url              ${info.url || 'none: updates are fetched, or wait'}`);
  console.log(`pending          ${info.pending_update_count}`);
  console.log(`last failure     ${failed}`);
  console.log(`allowed_updates  ${info.allowed_updates?.join(', ') ?? 'as Telegram has it'}`);
  console.log(`max_connections  ${info.max_connections ?? '-'}`);
}

function described({ url, secret: with_, allowed }: Webhook): string {
  return `${url}, ${with_ ? 'with' : 'without'} a secret, ${allowed.join(', ') || 'what Telegram sends by default'}`;
}

function addressOf(given: string | undefined): string {
  const address = given ?? new URL('/webhook', need('PUBLIC_URL').PUBLIC_URL).href;
  if (!URL.canParse(address)) throw new Stop(`${address} is no address`, 2);
  return address;
}

/** The newer of two while one replaces the other. */
function secret(): string {
  return need('TELEGRAM_WEBHOOK_SECRET').TELEGRAM_WEBHOOK_SECRET.split(',', 1)[0] ?? '';
}

function oldSecret(): OldSecret | undefined {
  const given = values['old-secret'];
  if (given === undefined || given === 'same' || given === 'none' || given === 'env') return given;
  throw new Stop(`--old-secret is same, none or env, not ${given}`, 2);
}

function secondsOf(given: string | undefined, usual: number): number {
  const seconds = Number(given ?? usual);
  if (!(seconds >= 0)) throw new Stop(`--watch takes seconds, not ${given}`, 2);
  return seconds;
}

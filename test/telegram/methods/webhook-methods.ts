import { badRequest, conflict, tooMany } from '../server/refusal.ts';
import type { Arguments } from '../server/arguments.ts';
import type { Inside, Method } from './inside.ts';

const MAX_WAIT_SECONDS = 50;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;
const lastSet = new WeakMap<Inside, number>();

const setWebhook: Method = (args, inside) => {
  const url = args.text('url');
  if (url === '') return deleteWebhook(args, inside);
  const now = inside.clock.wall();
  if (now < (lastSet.get(inside) ?? -Infinity) + 1000) throw tooMany(1);
  lastSet.set(inside, now);
  const secret = args.text('secret_token');
  checkUrl(url);
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  if (args.flag('drop_pending_updates')) inside.log.clear();
  readAllowed(args, inside);
  inside.poll.abort('terminated by setWebhook request');
  inside.webhook.set({ url, secret, maxConnections: clamp(args.integer('max_connections', 40), 1, 100) });
  return true;
};

const deleteWebhook: Method = (args, { log, webhook }) => {
  if (args.flag('drop_pending_updates')) log.clear();
  webhook.remove();
  return true;
};

const getUpdates: Method = async (args, inside) => {
  if (inside.webhook.isSet) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  readAllowed(args, inside);
  const updates = await inside.poll.poll({
    offset: args.integer('offset'),
    limit: clamp(args.integer('limit', 100), 1, 100),
    timeoutSeconds: clamp(args.integer('timeout'), 0, MAX_WAIT_SECONDS),
  });
  return updates.map(({ json }) => JSON.parse(json) as unknown);
};

export const WEBHOOK_METHODS: Record<string, Method> = {
  setwebhook: setWebhook,
  deletewebhook: deleteWebhook,
  getwebhookinfo: (_args, { webhook }) => webhook.info(),
  getupdates: getUpdates,
};

/** Not given, or not a list: what was set before stays. */
function readAllowed(args: Arguments, { log }: Inside): void {
  const names = args.json('allowed_updates', 'allowed updates');
  if (Array.isArray(names)) log.allow(names);
}

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || parsed.protocol !== 'http:') throw badRequest('invalid webhook URL specified');
  if (!LOOPBACK.test(parsed.hostname)) throw badRequest('bad webhook: the emulator calls loopback addresses only');
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

import { ALLOWED_UPDATES } from '../../server/src/telegram/allowed-updates.ts';
import { Stop } from '../cli.ts';
import type { BotApi, Webhook, WebhookInfo } from './bot-api.ts';
import { type CutOver, keep, kept, type OldSecret } from './kept.ts';

const MAX_CONNECTIONS = 40;
/** Telegram's own figure where none was set. */
const USUAL_CONNECTIONS = 40;

/** From where to where. */
export interface Move {
  readonly before: WebhookInfo;
  readonly to: Webhook;
}

/** Our address as the first or the same one; never over somebody else's. */
export function setting(before: WebhookInfo, url: string, secret: string): Move {
  if (before.url !== '' && before.url !== url) {
    throw new Stop(
      `Nothing moved: Telegram sends updates to ${before.url}. To take over from it: npm run webhook -- cutover`,
    );
  }
  return { before, to: ours(url, secret) };
}

/** Ours instead of the one that is set, which is written down first. */
export function cutOver(
  before: WebhookInfo,
  to: { url: string; secret: string; old: OldSecret | undefined },
): Move & { note: CutOver } {
  if (before.url === '')
    throw new Stop('Nothing moved: no webhook is set, so there is nothing to take over. Use "set".');
  if (before.url === to.url) throw new Stop(`Nothing moved: Telegram sends updates to ${to.url} already.`, 0);
  if (!to.old) {
    throw new Stop(
      `Nothing moved: say with --old-secret same, none or env how ${before.url} is called, or a roll-back could not restore it.`,
      2,
    );
  }
  const from = {
    url: before.url,
    allowed: before.allowed_updates ?? [],
    maxConnections: before.max_connections ?? USUAL_CONNECTIONS,
    secret: to.old,
  };
  return { before, to: ours(to.url, to.secret), note: { at: new Date().toISOString(), to: to.url, from } };
}

/** The one from before the last cut-over, as it was. */
export function rollback(before: WebhookInfo, file: string, secrets: { ours: string; old: string | undefined }): Move {
  const note = kept(file);
  if (!note) throw new Stop(`Nothing moved: ${file} is not there, so no cut-over was made from here.`);
  const { url, allowed, maxConnections, secret } = note.from;
  if (secret === 'env' && !secrets.old) {
    throw new Stop(`Nothing moved: put the secret ${url} expects into OLD_WEBHOOK_SECRET.`, 2);
  }
  const known = { same: secrets.ours, none: undefined, env: secrets.old };
  return { before, to: { url, allowed, maxConnections, secret: known[secret] } };
}

/** Makes the move, and makes sure that Telegram has. */
export async function make(api: BotApi, { to }: Move, note?: { file: string; cutOver: CutOver }): Promise<void> {
  if (note) keep(note.file, note.cutOver);
  await api.set(to);
  const { url } = await api.info();
  if (url !== to.url) throw new Stop(`Telegram took the address and names another: ${url || 'none'}`);
}

function ours(url: string, secret: string): Webhook {
  return { url, secret, allowed: ALLOWED_UPDATES, maxConnections: MAX_CONNECTIONS };
}

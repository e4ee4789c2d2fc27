import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { User } from '../bot-api.ts';

export interface InitDataOptions {
  /** Seconds; now when not given. */
  readonly authDate?: number;
  readonly startParam?: string;
  readonly queryId?: string;
  readonly chatType?: 'private' | 'group' | 'supergroup';
  /** What the client passes on besides, or instead. */
  readonly more?: Readonly<Record<string, string>>;
}

const keys = generateKeyPairSync('ed25519');

/** Stands in for Telegram's public key: third parties check `signature` with it. */
export const PUBLIC_KEY: KeyObject = keys.publicKey;

/** What a Mini App finds in `Telegram.WebApp.initData`, signed with the bot's token. */
export function initData(token: string, user: User, options: InitDataOptions = {}): string {
  const { is_bot: _, ...person } = user;
  const fields: Record<string, string> = {
    query_id: options.queryId ?? `AAH${user.id}`,
    user: JSON.stringify({ ...person, allows_write_to_pm: true }),
    auth_date: String(options.authDate ?? Math.floor(Date.now() / 1000)),
    ...(options.startParam !== undefined && { start_param: options.startParam }),
    ...(options.chatType && { chat_type: options.chatType, chat_instance: '-3788475317572404878' }),
    ...options.more,
  };
  const botId = token.split(':', 1)[0] ?? '';
  const signature = sign(null, Buffer.from(`${botId}:WebAppData\n${lines(fields)}`), keys.privateKey);
  const signed = { ...fields, signature: signature.toString('base64url') };
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines(signed)).digest('hex');
  return new URLSearchParams({ ...signed, hash }).toString();
}

function lines(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
}

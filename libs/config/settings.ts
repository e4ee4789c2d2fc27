import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { AppError } from '#core';
import { cloudflareOf, type CloudflareSettings, SERVICES } from './cloudflare.ts';
import { Environment } from './environment.ts';
import { missing } from './missing.ts';

/** The names of all settings, as `.env.example` lists them. */
export const SETTING_NAMES: readonly string[] = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map((rule) => rule.propertyName),
  ),
];

/** Telegram as configured: the bot's token, how updates arrive, and who is an admin from the start. */
export interface TelegramSettings {
  readonly token: string;
  readonly secret: string | undefined;
  readonly mode: 'webhook' | 'polling';
  readonly apiRoot: string;
}

/** The settings, checked once and grouped; a group that is absent means: use the embedded part. */
export class Settings {
  readonly port: number;
  readonly host: string;
  readonly production: boolean;
  readonly dataDir: string;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly publicUrl: string | undefined;
  /** IANA zone for people who have none of their own. */
  readonly defaultTimeZone: string;
  readonly adminApiKey: string | undefined;
  readonly allowEmbedded: boolean;
  readonly supabase: { readonly url: string; readonly key: string } | undefined;
  readonly cloudflare: CloudflareSettings | undefined;
  readonly telegram: TelegramSettings | undefined;
  /** Any of these opens `POST /webhook`; two while one replaces the other. Empty: none was set. */
  readonly webhookSecrets: readonly string[];
  /** Numeric Telegram ids, as text. */
  readonly telegramAdminIds: readonly string[];
  /** What is set and yet not used, in sentences. */
  readonly notes: readonly string[];

  constructor(environment: Environment) {
    this.port = environment.PORT;
    this.production = environment.NODE_ENV === 'production';
    this.host = environment.HOST ?? (this.production ? '0.0.0.0' : '127.0.0.1');
    this.dataDir = resolve(environment.DATA_DIR);
    this.logLevel = environment.LOG_LEVEL;
    this.publicUrl = environment.PUBLIC_URL;
    this.defaultTimeZone = environment.DEFAULT_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.adminApiKey = environment.ADMIN_API_KEY;
    this.allowEmbedded = environment.ALLOW_EMBEDDED;
    this.supabase = supabaseOf(environment);
    this.cloudflare = cloudflareOf(environment);
    this.telegram = telegramOf(environment);
    this.webhookSecrets = environment.TELEGRAM_WEBHOOK_SECRET?.split(',') ?? [];
    this.telegramAdminIds = environment.TELEGRAM_ADMIN_IDS?.split(',').map((id) => id.trim()) ?? [];
    this.notes = this.cloudflare ? [] : unusedCloudflare(environment);
    if (this.production && !this.allowEmbedded) this.#refuseEmbedded();
  }

  /** A container's disk is lost at every restart. */
  #refuseEmbedded(): void {
    if (!this.supabase) {
      throw new AppError(
        'invalid',
        'SUPABASE_URL and SUPABASE_KEY are missing: in production the embedded database is lost with its disk. Set them, or ALLOW_EMBEDDED=true if the disk is kept.',
      );
    }
    if (!this.cloudflare?.r2) {
      throw new AppError(
        'invalid',
        'CLOUDFLARE_R2_BUCKET is missing: in production embedded media are lost with their disk. Set it and what it needs, or ALLOW_EMBEDDED=true if the disk is kept.',
      );
    }
  }

  /** True while everything runs on embedded parts and nobody from outside can reach it through Telegram. */
  get onTrial(): boolean {
    return !this.production && !this.supabase && !this.telegram;
  }
}

/** Checks an environment and groups it; throws `AppError` naming every variable that is wrong. */
export function readSettings(variables: Record<string, unknown>): Settings {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '' && value !== undefined));
  const environment = plainToInstance(Environment, set, { exposeDefaultValues: true });
  const problems = validateSync(environment, { whitelist: true, forbidUnknownValues: false });
  if (problems.length > 0) {
    const fields = problems.map((p) => ({ field: p.property, problem: Object.values(p.constraints ?? {}).join('; ') }));
    throw new AppError('invalid', `settings: ${fields.map((f) => f.problem).join('; ')}`, { fields });
  }
  return new Settings(environment);
}

function supabaseOf({ SUPABASE_URL: url, SUPABASE_KEY: key }: Environment): Settings['supabase'] {
  if (url && key) return { url, key };
  if (!url && !key) return undefined;
  throw missing(url ? 'SUPABASE_KEY' : 'SUPABASE_URL', url ? 'SUPABASE_URL' : 'SUPABASE_KEY');
}

function telegramOf(environment: Environment): TelegramSettings | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_MODE: mode } = environment;
  if (!token && mode === 'polling') throw missing('TELEGRAM_BOT_TOKEN', 'TELEGRAM_MODE=polling');
  if (!token) return undefined;
  if (!secret && mode === 'webhook') {
    throw missing('TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_BOT_TOKEN', ' (or set TELEGRAM_MODE=polling)');
  }
  return { token, secret, mode, apiRoot: environment.TELEGRAM_API_ROOT };
}

function unusedCloudflare(environment: Environment): string[] {
  const { CLOUDFLARE_ACCOUNT_ID: accountId, CLOUDFLARE_API_TOKEN: apiToken } = environment;
  const set = [accountId && 'CLOUDFLARE_ACCOUNT_ID', apiToken && 'CLOUDFLARE_API_TOKEN'].filter(Boolean).join(' and ');
  return set ? [`Nothing of Cloudflare is used: ${set} can do nothing without ${SERVICES}.`] : [];
}

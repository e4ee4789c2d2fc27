import type { LoggerService } from '@nestjs/common';
import type { Settings } from '#config';

type Level = 'error' | 'warn' | 'info' | 'debug';

const LEVELS: readonly Level[] = ['error', 'warn', 'info', 'debug'];

/** What Nest says about its own wiring, which nobody needs on a good day. */
const WIRING = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

/** Anything of the shape of a secret, whether or not it is one of ours. */
const SECRETS = /\b\d{5,}:[\w-]{20,}|\bflrts_[A-Za-z0-9]{8,}|\bsb_secret_\w+|\bBearer \S+/g;

/** One line of JSON per event on stdout: time, level, context, then what the event says. */
export class JsonLogger implements LoggerService {
  readonly #loudest: number;
  readonly #secrets: readonly string[];

  constructor(
    { logLevel, adminApiKey, supabase, telegram, webhookSecrets }: Settings,
    private readonly write: (line: string) => void = (line) => process.stdout.write(line),
  ) {
    this.#loudest = LEVELS.indexOf(logLevel as Level); // -1 for silent: no level is quieter
    this.#secrets = [adminApiKey, supabase?.key, telegram?.token, ...webhookSecrets].filter(
      (secret) => secret !== undefined,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#say(WIRING.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#say('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#say('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#say('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#say('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#say('error', message, rest);
  }

  #say(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (LEVELS.indexOf(level) > this.#loudest) return;
    const [context, ...others] = rest.toReversed();
    const event = {
      time: new Date().toISOString(),
      level,
      context,
      ...fieldsOf(message),
      ...(others[0] ? { more: String(others[0]) } : {}),
    };
    this.write(`${this.#redacted(JSON.stringify(event))}\n`);
  }

  #redacted(line: string): string {
    const known = this.#secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line);
    return known.replace(SECRETS, '[redacted]');
  }
}

function fieldsOf(message: unknown): object {
  if (message instanceof Error) return { message: String(message), stack: message.stack };
  return typeof message === 'object' && message !== null ? message : { message };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type Clock, SystemClock } from '#core';
import type { CloudflareAccess } from './access.ts';
import { Breaker } from './breaker.ts';
import type { CloudflareSdk } from './sdk.cloudflare.ts';

const RETRY_MS = 250;
/** Longer than this nobody waits for a second try. */
const PATIENCE_SECONDS = 1;

/** One of Cloudflare's services through the official SDK, which is loaded at the first call. */
export class CloudflareApi {
  readonly #breaker: Breaker;
  #loaded: Promise<Loaded> | undefined;

  constructor(
    private readonly service: string,
    private readonly access: CloudflareAccess,
    clock: Clock = new SystemClock(),
  ) {
    this.#breaker = new Breaker(service, clock);
  }

  /**
   * Does what is asked, a second time if the first may have failed by chance: it must be harmless to do twice.
   * Throws `UnavailableError`, `not_found` for a key that is not there, `invalid` for what the service never takes.
   */
  call<T>(work: (sdk: CloudflareSdk) => PromiseLike<T>): Promise<T> {
    return this.#breaker.run(async () => {
      const { sdk, troubleOf, mayPass } = await this.#load();
      try {
        return await work(sdk);
      } catch (first) {
        const trouble = troubleOf(first, this.service);
        const { retryAfterSeconds = 0 } = trouble;
        if (!mayPass(first) || retryAfterSeconds > PATIENCE_SECONDS) throw trouble;
        await sleep(Math.max(retryAfterSeconds * 1000, RETRY_MS));
      }
      try {
        return await work(sdk);
      } catch (second) {
        throw troubleOf(second, this.service);
      }
    });
  }

  /** The same, but what is absent is undefined. */
  async find<T>(work: (sdk: CloudflareSdk) => PromiseLike<T>): Promise<T | undefined> {
    try {
      return await this.call(work);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= load(this.access);
    return this.#loaded;
  }
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function load(access: CloudflareAccess) {
  const [{ openSdk }, trouble] = await Promise.all([import('./sdk.cloudflare.ts'), import('./trouble.cloudflare.ts')]);
  return { sdk: openSdk(access), ...trouble };
}

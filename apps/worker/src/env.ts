import type { AppContainer } from './app-container.ts';
import type { Bindings } from './bindings.ts';
import type { PassedOn } from './settings.ts';

/** What wrangler.jsonc and `wrangler secret put` give to this Worker. */
export interface Env extends Bindings, PassedOn {
  readonly APP: DurableObjectNamespace<AppContainer>;
  readonly ASSETS: Fetcher;
  readonly VERSION: WorkerVersionMetadata;
  /** How long nobody may have asked for anything until the container is stopped, like 15m. */
  readonly SLEEP_AFTER?: string;
}

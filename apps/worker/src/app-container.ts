import { Container, getContainer } from '@cloudflare/containers';
import { restToBindings } from './bindings.ts';
import type { Env } from './env.ts';
import { containerEnvironment, VIRTUAL_HOST } from './settings.ts';

/** The product in its container: what it is started with, and when it may sleep. */
export class AppContainer extends Container<Env> {
  override defaultPort = 8000;
  // the class takes any answer for ready, and the product listens only once it is
  override pingEndpoint = 'container/health/live';

  constructor(ctx: DurableObjectState<object>, env: Env) {
    super(ctx, env);
    this.sleepAfter = env.SLEEP_AFTER ?? '15m';
    this.envVars = containerEnvironment(env);
  }
}

// after the class: as a static field it would miss the setter of the base class, and the host would have no handler
AppContainer.outboundByHost = { [VIRTUAL_HOST]: (request, env: Env) => restToBindings(request, env) };

/** The one instance: its chats' order and its caches are in one place. */
export function product(env: Env): Pick<Fetcher, 'fetch'> {
  return getContainer(env.APP, 'main');
}

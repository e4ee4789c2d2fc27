import { product } from './app-container.ts';
import { ask } from './ask.ts';
import type { Env } from './env.ts';
import { problem } from './problem.ts';
import { wakeWhenDue } from './waking.ts';
import { isFromTelegram } from './webhook-secret.ts';

export { ContainerProxy } from '@cloudflare/containers';
export { AppContainer } from './app-container.ts';

/** What the product answers; all else is the Mini App's files. The same list as `run_worker_first` in wrangler.jsonc. */
const PRODUCT = /^\/(?:webhook|v1|docs|docs-json|docs-yaml|health|metrics|mcp)(?:\/|$)/;
/** What the product answers at all: others would not be read as HTTP, and nobody starts for them. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (!PRODUCT.test(pathname)) return env.ASSETS.fetch(request);
    if (!METHODS.includes(request.method))
      return problem(request, 405, 'invalid', `${request.method} is not answered here`, { allow: METHODS.join(', ') });
    // the door is open: uptime checks ask here, and wake nobody
    if (pathname === '/health/live') return Response.json({ status: 'ok', edge: env.VERSION.id });
    if (pathname === '/webhook' && !(await isFromTelegram(request, env.TELEGRAM_WEBHOOK_SECRET)))
      return problem(
        request,
        401,
        'unauthorized',
        'This webhook is for Telegram: the secret token is missing or wrong',
      );
    return ask(product(env), request);
  },

  async scheduled(_, env): Promise<void> {
    await wakeWhenDue(product(env), env);
  },
} satisfies ExportedHandler<Env>;

import type { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Keeps the door open until the process ends. Nest would close the listener before its last hooks run, and Cloudflare
 * goes on sending requests as long as the process lives: each would find a closed port.
 */
export function keepOpen(adapter: FastifyAdapter): FastifyAdapter {
  adapter.close = async () => undefined;
  return adapter;
}

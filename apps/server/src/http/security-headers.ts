import type { FastifyReply, FastifyRequest } from 'fastify';

const NOTHING = "default-src 'none'; frame-ancestors 'none'";

const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self' https://web.telegram.org",
].join('; ');

// Swagger UI writes its own styles into the page; its scripts are files.
const DOCS =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** What browsers may do with an answer: as little as that answer needs. */
export function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('content-security-policy', policyFor(request.url));
  if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
}

function policyFor(url: string): string {
  if (/^\/docs(?:[/?]|$)/.test(url)) return DOCS;
  return /^\/(?:\?|$|app(?:[/?]|$))/.test(url) ? PAGE : NOTHING;
}

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

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** The headers of the Mini App's files, whoever serves them. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = { ...ALWAYS, 'content-security-policy': PAGE };

/** What browsers may do with an answer: as little as that answer needs. */
export function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ ...ALWAYS, 'content-security-policy': policyFor(request.url) });
  if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store');
}

function policyFor(url: string): string {
  if (/^\/docs(?:[/?]|$)/.test(url)) return DOCS;
  return /^\/(?:\?|$|app(?:[/?]|$))/.test(url) ? PAGE : NOTHING;
}

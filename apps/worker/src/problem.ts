const TITLES = { 401: 'Unauthorized', 405: 'Method Not Allowed', 503: 'Service Unavailable' };

/** An error in the shape the product gives its own: a problem document of RFC 9457. */
export function problem(
  request: Request,
  status: keyof typeof TITLES,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  const requestId = request.headers.get('cf-ray') ?? crypto.randomUUID();
  const { pathname } = new URL(request.url);
  return Response.json(
    { type: 'about:blank', title: TITLES[status], status, detail, instance: pathname, code, requestId },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'x-request-id': requestId,
        'cache-control': 'no-store',
        ...headers,
      },
    },
  );
}

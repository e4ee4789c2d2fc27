/** A successful answer in the API's envelope. */
export function ok(result: unknown, resultInfo?: object): Response {
  return Response.json({
    success: true,
    errors: [],
    messages: [],
    result,
    ...(resultInfo ? { result_info: resultInfo } : {}),
  });
}

/** A failed one, with the API's own number for what went wrong. */
export function fail(status: number, code: number, message: string): Response {
  return Response.json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status });
}

/** Bindings say what went wrong in a sentence: `KV PUT failed: 400 …`, `put: … (10020)`, `… (code = 40006): …`. */
export function failOf(error: unknown): Response {
  if (error instanceof SyntaxError || error instanceof URIError) return fail(400, 10026, error.message);
  const message = error instanceof Error ? error.message : String(error);
  const status = / failed: (\d{3})\b/.exec(message)?.[1];
  if (status) return fail(Number(status), Number(status) === 429 ? 10429 : 10033, message);
  const code = Number(/\((?:code = )?(\d{4,5})\)/.exec(message)?.[1] ?? 0);
  const ours = code === 0 || INTERNAL.has(code);
  return fail(ours ? 500 : 400, code || 10001, message);
}

/** R2's own troubles: internal error, unavailable, and reduced rate. */
const INTERNAL = new Set([10001, 10043, 10054, 10058]);

/** The body as JSON; what is not JSON is the caller's mistake. */
export async function jsonOf<T>(request: Request): Promise<T> {
  return (await request.json()) as T; // the SDK on the other side writes it from the same types
}

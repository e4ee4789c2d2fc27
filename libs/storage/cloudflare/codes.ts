/** The numbers by which Cloudflare's API says what went wrong, in an error of ours; none when it said nothing. */
export function codesOf(error: unknown): readonly number[] {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('errors' in cause) || !Array.isArray(cause.errors)) return [];
  return cause.errors.map((one: { readonly code?: unknown }) => Number(one.code));
}

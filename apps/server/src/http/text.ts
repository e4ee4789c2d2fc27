/**
 * Text as PostgreSQL and JSON can carry it, for everything that comes in from outside: NUL and halves of surrogate
 * pairs become U+FFFD. All else, control characters and right-to-left marks among it, stays as it is.
 */
export function clean<T>(value: T): T {
  return cleaned(value) as T; // the same shape: only characters inside strings are replaced
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]));
}

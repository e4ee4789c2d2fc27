const KEPT_AT_MOST = 100;
const kept = new Map<string, Intl.DateTimeFormat>();

/**
 * An `Intl.DateTimeFormat` that is kept: making one costs a hundred times what using it does, and memory outside of the
 * heap. Zones come from people, so the one used longest ago is let go of. Throws `RangeError` when there is no such zone.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = kept.get(key) ?? new Intl.DateTimeFormat(locale, options);
  kept.delete(key);
  kept.set(key, format);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
  return format;
}

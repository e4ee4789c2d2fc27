/** An identifier, whatever it contains. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""').replaceAll('\0', '')}"`;
}

/** A text constant, whatever it contains. */
export function literal(text: string): string {
  const safe = text.replaceAll("'", "''").replaceAll('\0', '');
  return safe.includes('\\') ? `E'${safe.replaceAll('\\', '\\\\')}'` : `'${safe}'`;
}

/** An array as PostgreSQL reads one. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

/** The values of one statement, which refers to them as `$1`, `$2`, … */
export class Parameters {
  readonly values: string[] = [];

  add(value: string): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

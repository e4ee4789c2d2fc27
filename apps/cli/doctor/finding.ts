/** What was found of one part: the adapter behind it, and whether it answers. */
export interface Finding {
  readonly part: string;
  readonly adapter: string;
  /** Undefined: there is nobody to ask. */
  readonly answers: boolean | undefined;
  readonly detail: string;
}

/** Asks somebody; whatever goes wrong is what was found. */
export async function found(part: string, adapter: string, ask: () => Promise<string>): Promise<Finding> {
  try {
    return { part, adapter, answers: true, detail: await ask() };
  } catch (error) {
    return { part, adapter, answers: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** A part nobody can be asked about. */
export function told(part: string, adapter: string, detail: string): Finding {
  return { part, adapter, answers: undefined, detail };
}

/** A line for people. */
export function line({ part, adapter, answers, detail }: Finding): string {
  const mark = answers === undefined ? '·' : answers ? '✓' : '✗';
  return `${mark} ${part.padEnd(10)} ${adapter.padEnd(26)} ${detail}`;
}

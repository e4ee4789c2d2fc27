import { Scanner } from './scanner.ts';

/** One step into a JSON value: `->key`, `->0` or, as text, `->>key`. */
export interface Step {
  readonly asText: boolean;
  readonly key: string | number;
}

/** A column, and a way into it when it holds JSON. */
export interface Path {
  readonly column: string;
  readonly steps: readonly Step[];
}

const NAME = /[\p{L}\p{N}_$ ]+(?:-(?!>)[\p{L}\p{N}_$ ]+)*/uy;

/** A name, quoted or not. */
export function readName(scanner: Scanner): string {
  const name = scanner.quoted() ?? scanner.take(NAME)?.[0].trim();
  if (!name) throw scanner.failure();
  return name;
}

export function readSteps(scanner: Scanner): Step[] {
  const steps: Step[] = [];
  for (let arrow = scanner.take(/->>?/y); arrow; arrow = scanner.take(/->>?/y)) {
    const asText = arrow[0] === '->>';
    const index = scanner.take(/-?\d+(?=->|::|[.,)]|$)/y);
    const key = index
      ? Number(index[0])
      : (scanner.quoted() ?? scanner.take(/[^("\-:.,>)]+(?:-(?!>)[^("\-:.,>)]+)*/y)?.[0]);
    if (key === undefined || key === '') throw scanner.failure();
    steps.push({ asText, key });
  }
  return steps;
}

export function readPath(scanner: Scanner): Path {
  return { column: readName(scanner), steps: readSteps(scanner) };
}

/** `embed.embed.column->step`: the embeds a filter is for, and the path in the innermost. */
export function parseTreePath(text: string): { readonly embeds: readonly string[]; readonly path: Path } {
  const scanner = new Scanner(text, 'tree path');
  const names = [readName(scanner)];
  while (scanner.has('.')) names.push(readName(scanner));
  const steps = readSteps(scanner);
  scanner.end();
  return { embeds: names.slice(0, -1), path: { column: names.at(-1) ?? '', steps } };
}

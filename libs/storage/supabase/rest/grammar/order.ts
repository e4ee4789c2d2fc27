import { unsupported } from '../problem.ts';
import { readPath, type Path } from './path.ts';
import { Scanner } from './scanner.ts';

export interface OrderTerm {
  readonly path: Path;
  readonly descending: boolean;
  readonly nulls?: 'first' | 'last';
}

/** `a.desc.nullslast,b->>c` */
export function parseOrder(text: string): OrderTerm[] {
  const scanner = new Scanner(text, 'order');
  const terms = [readTerm(scanner)];
  while (scanner.has(',')) terms.push(readTerm(scanner));
  scanner.end();
  return terms;
}

function readTerm(scanner: Scanner): OrderTerm {
  const path = readPath(scanner);
  if (scanner.has('(')) throw unsupported('ordering by a related table');
  const direction = scanner.take(/\.(asc|desc)(?=[.,]|$)/y)?.[1];
  const nulls = scanner.take(/\.nulls(first|last)(?=,|$)/y)?.[1];
  return { path, descending: direction === 'desc', ...(nulls && { nulls: nulls === 'first' ? 'first' : 'last' }) };
}

import { Problem, unsupported } from '../problem.ts';
import type { Exchange } from '../read.ts';
import type { Routine, Schema } from './schema.ts';

export interface Chosen {
  readonly schema: Schema;
  readonly routine: Routine;
  /** The names of the arguments it is called with. */
  readonly names: readonly string[];
}

/** Finds the function a call means; `given` names its arguments, or they are whatever of the query fits. */
export async function routineFor(
  exchange: Exchange,
  name: string,
  given: readonly string[] | undefined,
): Promise<Chosen> {
  let schema = await exchange.cache.read();
  let chosen = choose(exchange, schema, name, given);
  if (!chosen) {
    schema = await exchange.cache.reload();
    chosen = choose(exchange, schema, name, given);
  }
  if (!chosen) throw notFound(name, given ?? []);
  if (chosen.routine.variadic) throw unsupported('variadic functions');
  return { schema, ...chosen };
}

function choose(
  { request }: Exchange,
  schema: Schema,
  name: string,
  given: readonly string[] | undefined,
): Omit<Chosen, 'schema'> | undefined {
  const overloads = schema.routines.get(name) ?? [];
  const all = new Set(overloads.flatMap(({ args }) => args.map((arg) => arg.name)));
  const names = given ?? [...new Set(request.parameters.keys())].filter((key) => all.has(key));
  const fitting = overloads.filter((routine) => accepts(routine, names));
  const [routine, ...others] = fitting;
  if (!routine) return undefined;
  if (others.length === 0) return { routine, names };
  throw new Problem(
    300,
    'PGRST203',
    `Could not choose the best candidate function between: ${fitting.map(signature).join(', ')}`,
    {
      hint: 'Try renaming the parameters or the function itself in the database so function overloading can be resolved',
    },
  );
}

function accepts({ args }: Routine, names: readonly string[]): boolean {
  const known = new Set(args.map(({ name }) => name));
  const passed = new Set(names);
  return names.every((name) => known.has(name)) && args.every(({ name, optional }) => optional || passed.has(name));
}

function signature({ name, args }: Routine): string {
  return `public.${name}(${args.map((arg) => `${arg.name} => ${arg.type}`).join(', ')})`;
}

function notFound(name: string, given: readonly string[]): Problem {
  const passed = given.length > 0 ? `public.${name}(${given.join(', ')})` : `public.${name} without parameters`;
  const searched =
    given.length > 0 ? `public.${name} with parameter${given.length > 1 ? 's' : ''} ${given.join(', ')}` : passed;
  const orBody =
    given.length > 0
      ? ' or with a single unnamed json/jsonb parameter'
      : ' or with a single unnamed json/jsonb parameter';
  return new Problem(404, 'PGRST202', `Could not find the function ${passed} in the schema cache`, {
    details: `Searched for the function ${searched}${orBody}, but no matches were found in the schema cache.`,
  });
}

import type { Session } from '../../embedded/session.pglite.ts';
import { recall, remember } from './memory.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  /** The expression a row gets when it brings no value; null when there is none. */
  readonly fallback: string | null;
}

export interface Relation {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
}

export interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly refTable: string;
  readonly refColumns: readonly string[];
  /** At most one row of `table` for each of `refTable`. */
  readonly unique: boolean;
}

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

export interface Routine {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly variadic: boolean;
  readonly volatile: boolean;
  readonly set: boolean;
  readonly returns: 'void' | 'scalar' | 'row';
  /** The table whose rows it returns, when it returns rows of one. */
  readonly table: string | null;
}

/** Tables, their relations and functions of one schema, by name. */
export interface Schema {
  readonly relations: ReadonlyMap<string, Relation>;
  readonly foreignKeys: readonly ForeignKey[];
  readonly routines: ReadonlyMap<string, readonly Routine[]>;
}

/**
 * What the database looks like, read once and again when it may have changed. Reading it is the dearest query of a start,
 * and its answer is another one only when there were migrations: until a script has run, the database's own note of it
 * will do.
 */
export class SchemaCache {
  readonly #session: Session;
  readonly #scriptsBefore: number;
  #reading: Promise<Schema> | undefined;
  #readAt = -1;

  constructor(session: Session) {
    this.#session = session;
    this.#scriptsBefore = session.scripts;
  }

  read(): Promise<Schema> {
    if (this.#reading && this.#readAt === this.#session.scripts) return this.#reading;
    return this.#begin(this.#session.scripts === this.#scriptsBefore ? this.#recall() : this.#load());
  }

  /** Reads it again; whoever misses a name does this once before saying that it does not exist. */
  reload(): Promise<Schema> {
    return this.#begin(this.#load());
  }

  #begin(catalog: Promise<string>): Promise<Schema> {
    this.#readAt = this.#session.scripts;
    this.#reading = catalog.then(schemaOf);
    this.#reading.catch(() => (this.#readAt = -1));
    return this.#reading;
  }

  async #recall(): Promise<string> {
    const known = await recall(this.#session, CATALOG);
    if (known !== undefined) return known;
    const catalog = await this.#load();
    await remember(this.#session, CATALOG, catalog);
    return catalog;
  }

  async #load(): Promise<string> {
    const rows = await this.#session.transaction('', [
      { sql: `select set_config('search_path', '', true)`, values: [] },
      { sql: CATALOG, values: [] },
    ]);
    return rows[0]?.[0] ?? '';
  }
}

function schemaOf(catalog: string): Schema {
  // the shape is that of the query below
  const found = JSON.parse(catalog) as Catalog;
  return {
    relations: new Map(found.relations.map((relation) => [relation.name, relation])),
    foreignKeys: found.foreignKeys,
    routines: byName(found.routines),
  };
}

interface Catalog {
  readonly relations: readonly Relation[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly routines: readonly Routine[];
}

function byName(routines: readonly Routine[]): Map<string, Routine[]> {
  const named = new Map<string, Routine[]>();
  for (const routine of routines) named.set(routine.name, [...(named.get(routine.name) ?? []), routine]);
  return named;
}

const CATALOG = `
with public_relations as (
  select c.oid, c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p', 'f')
), relations as (
  select c.relname as name,
    coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'fallback', case when a.attidentity <> '' then format('nextval(%L)', pg_get_serial_sequence(c.oid::regclass::text, a.attname))
                         when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]') as columns,
    coalesce((select json_agg(a.attname order by k.position)
      from pg_constraint p, unnest(p.conkey) with ordinality k (attnum, position), pg_attribute a
      where p.conrelid = c.oid and p.contype = 'p' and a.attrelid = c.oid and a.attnum = k.attnum), '[]') as "primaryKey"
  from public_relations c
), foreign_keys as (
  select f.conname as name, t.relname as "table", r.relname as "refTable",
    (select json_agg(a.attname order by k.position) from unnest(f.conkey) with ordinality k (attnum, position), pg_attribute a
      where a.attrelid = f.conrelid and a.attnum = k.attnum) as columns,
    (select json_agg(a.attname order by k.position) from unnest(f.confkey) with ordinality k (attnum, position), pg_attribute a
      where a.attrelid = f.confrelid and a.attnum = k.attnum) as "refColumns",
    exists (select from pg_constraint u where u.conrelid = f.conrelid and u.contype in ('p', 'u')
      and u.conkey @> f.conkey and u.conkey <@ f.conkey) as "unique"
  from pg_constraint f join public_relations t on t.oid = f.conrelid join public_relations r on r.oid = f.confrelid
  where f.contype = 'f' and f.conparentid = 0
), routines as (
  select p.proname as name, p.provariadic <> 0 as variadic, p.provolatile = 'v' as volatile, p.proretset as "set",
    case when p.prorettype = 'void'::regtype then 'void'
         when t.typtype = 'c' or p.prorettype = 'record'::regtype then 'row' else 'scalar' end as returns,
    (select r.relname from public_relations r where r.oid = t.typrelid) as "table",
    coalesce((select json_agg(json_build_object('name', coalesce(p.proargnames[i.at], ''), 'type', format_type(i.type, null),
        'optional', i.number > p.pronargs - p.pronargdefaults) order by i.number)
      from (select a.type, a.at, row_number() over (order by a.at) as number
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality a (type, at)
        where coalesce(p.proargmodes[a.at], 'i') in ('i', 'b', 'v')) i), '[]') as args
  from pg_proc p join pg_type t on t.oid = p.prorettype
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
)
select json_build_object(
  'relations', coalesce((select json_agg(r) from relations r), '[]'),
  'foreignKeys', coalesce((select json_agg(f) from foreign_keys f), '[]'),
  'routines', coalesce((select json_agg(r) from routines r), '[]'))::text`;

import type { SupabaseClient } from '../client.supabase.ts';

/** A pseudo-random sequence that is the same for the same seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((this.#state / 0x80000000) * limit);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }
}

const AUTHORS = [
  'u1',
  'u2',
  'a,b',
  'q"x',
  'p(1)',
  'ünï',
  'x.y',
  "o'k",
  'null',
  '50%',
  'back\\slash',
  '{c}',
  ' sp ',
] as const;
const WORDS = ['pump', 'valve', 'leak насос', 'back\\slash'] as const;

/** The same rows for every database, put in through its own client. */
export async function addSamples(client: SupabaseClient): Promise<void> {
  const dice = new Dice(7);
  const notes = Array.from({ length: 200 }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    chat_id: i % 7,
    author: dice.pick(AUTHORS),
    kind: dice.pick(['note', 'defect', 'fix']),
    body: `report ${i} ${dice.pick(WORDS)} sector ${i % 9}`,
    data: { n: i, s: dice.pick(['a', 'b']), o: { k: i % 3 }, arr: [i % 4, 'z'], 'we ird': i % 2 === 0 },
    raw: { k: [i % 5, null], t: String(i) },
    tags: [dice.pick(['t1', 't2']), `t${i % 5}`],
    score: i % 6 ? i / 4 : null,
    created_at: new Date(1.7e12 + i * 3_600_000 + (i % 10) * 123).toISOString(),
  }));
  const lists = Array.from({ length: 12 }, (_, i) => ({ owner: `o${i % 3}`, name: `list ${i}`, rank: i % 4 }));
  const items = Array.from({ length: 40 }, (_, i) => ({
    list_id: ((i * 5) % 11) + 1,
    text: `item ${i}`,
    done: i % 3 === 0,
    position: i % 6,
    parent_id: i > 20 ? i - 19 : null,
  }));
  const covers = [1, 4, 9].map((list_id) => ({ list_id, color: `color ${list_id}` }));
  const samples: [string, object[]][] = [
    ['notes', notes],
    ['lists', lists],
    ['list_items', items],
    ['list_covers', covers],
  ];
  for (const [table, rows] of samples) {
    const { error } = await client.from(table).insert(rows);
    if (error) throw new Error(`${table}: ${error.message}`);
  }
}

/** Supabase-js's query builder, as far as reads are made of it here. */
type Reads = ReturnType<ReturnType<SupabaseClient['from']>['select']>;

/** A random read: asked of two databases with two equal dice, the very same one. */
export function randomRead(client: SupabaseClient, dice: Dice): Reads {
  return dice.below(3) === 0 ? embeddingRead(client, dice) : noteRead(client, dice);
}

function noteRead(client: SupabaseClient, dice: Dice): Reads {
  const columns = dice.pick([
    '*',
    'id,body',
    'id,chat_id,n:data->n',
    'id,kind,s:data->>s,k:data->o->k',
    'id,created_at,tags',
    'id,data->arr->0,search',
    'id,chat:chat_id::text,score',
    'id,raw->k->1,raw->>t,data->"we ird"',
    'author,body,data->o',
  ]);
  let read = select(client, 'notes', columns, dice.below(3) === 0);
  for (let filters = dice.below(4); filters > 0; filters -= 1) read = noteFilter(read, dice);
  read = noteOrder(read, dice);
  return cut(read, dice);
}

function noteFilter(read: Reads, dice: Dice): Reads {
  const author = dice.pick(AUTHORS);
  const number = dice.below(8);
  const quoted = `"${author.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const filters: [() => Reads, ...(() => Reads)[]] = [
    () => read.eq('chat_id', number),
    () => read.neq('kind', dice.pick(['note', 'fix'])),
    () => read.gt('created_at', new Date(1.7e12 + dice.below(200) * 3_600_000).toISOString()),
    () => read.lte('chat_id', number),
    () => read.gte('score', number),
    () => read.eq('author', author),
    () => read.in('author', [author, dice.pick(['u1', 'x.y', 'null'])]),
    () => read.not('author', 'in', `(${quoted},u2)`),
    () => read.like('body', dice.pick(['%pump%', 'report 1%', '%\\\\%', '*valve*'])),
    () => read.ilike('body', dice.pick(['%PUMP%', '%НАСОС%'])),
    () => read.filter('body', dice.pick(['match', 'imatch']), dice.pick(['^report 1\\d ', 'PUMP', 'sector [135]$'])),
    () => read.contains('tags', [dice.pick(['t1', 't3'])]),
    () => read.containedBy('tags', ['t1', 't2', `t${number}`]),
    () => read.overlaps('tags', ['t2', 't4']),
    () => read.contains('data', { o: { k: number % 3 } }),
    () => read.eq('data->>s', dice.pick(['a', 'b'])),
    () => read.gt('data->n', dice.below(200)),
    () => read.eq('data->"we ird"', 'true'),
    () => read.eq('raw->>t', String(dice.below(200))),
    () => read.is('score', null),
    () => read.filter('score', 'not.is', 'null'),
    () => read.filter('chat_id', 'isdistinct', String(number)),
    () => read.filter('kind', 'eq(any)', '{note,fix}'),
    () => read.likeAnyOf('body', ['%pump%', `%sector ${number}%`]),
    () => read.not('kind', 'eq', 'note'),
    () => read.or(`chat_id.eq.${number},and(kind.eq.fix,data->>s.eq.a)`),
    () => read.or(`author.in.(${quoted},"q\\"x"),body.ilike.*valve*`),
    () => read.or(`not.and(chat_id.gt.2,kind.not.eq.note),author.eq.${quoted}`),
    () => read.or(`tags.cs.{t${number}},score.is.null,data->o->k.eq.${number % 3}`),
    () => read.textSearch('search', dice.pick(['pump', 'valve | leak', 'sector & 3']), { config: 'simple' }),
    () => read.textSearch('search', dice.pick(['pump -sector', 'насос']), { type: 'websearch', config: 'simple' }),
    () => read.eq(dice.pick(['nope', 'data->nope', 'id']), author),
  ];
  return dice.pick(filters)();
}

function noteOrder(read: Reads, dice: Dice): Reads {
  const orders: [() => Reads, ...(() => Reads)[]] = [
    () => read.order('id'),
    () => read.order('chat_id', { ascending: false }).order('id'),
    () => read.order('created_at', { ascending: false }),
    () => read.order('data->n', { ascending: false, nullsFirst: false }),
    () => read.order('score', { nullsFirst: true }).order('id', { ascending: false }),
  ];
  return dice.pick(orders)();
}

function cut(read: Reads, dice: Dice): Reads {
  const cuts: [() => Reads, ...(() => Reads)[]] = [
    () => read,
    () => read.limit(5),
    () => read.range(3, 9),
    () => read.range(500, 510),
    () => read.limit(0),
  ];
  return dice.pick(cuts)();
}

function embeddingRead(client: SupabaseClient, dice: Dice): Reads {
  const inner = dice.pick(['', '!inner', '!left']);
  const lists = (columns: string) => {
    let read = select(client, 'lists', columns, dice.below(2) === 0);
    if (dice.below(2)) read = read.eq('owner', `o${dice.below(3)}`);
    return read.order('rank', { ascending: dice.below(2) === 0 }).order('id');
  };
  const its = { referencedTable: 'its' };
  const reads: [() => Reads, ...(() => Reads)[]] = [
    () => lists(`name, its:list_items${inner}(text,done)`).order('position', its).order('id', its),
    () =>
      lists(`name, its:list_items${inner}(text)`)
        .eq('its.done', dice.below(2) === 0)
        .order('id', its),
    () => lists(`name, its:list_items(text, lists(owner))`).order('id', its).limit(dice.below(3), its),
    () =>
      lists(`name, its:list_items(*)`)
        .or('done.is.true,position.gt.3', its)
        .order('id', { ...its, ascending: false }),
    () => lists('id, n:list_items(count)'),
    () => lists(`name, list_covers${inner}(color), its:list_items(id)`).order('id', its),
    () => lists('name, its:list_items()').filter('its', dice.pick(['is', 'not.is']), 'null'),
    () =>
      select(client, 'list_items', `text, lists${inner}(name, owner)`)
        .eq('lists.owner', `o${dice.below(3)}`)
        .order('id'),
    () => select(client, 'list_items', 'text, list:list_id(name), parent:parent_id(text)').order('id').limit(9),
    () =>
      select(client, 'list_items', 'text, subs:list_items!parent_id(text)')
        .order('id', { referencedTable: 'subs' })
        .order('id'),
    () => select(client, 'list_covers', 'color, lists!list_covers_list_id_fkey(name)').order('list_id'),
    () => select(client, 'open_items', 'id,text', true).gt('list_id', dice.below(12)).order('id'),
    () =>
      listsOf(client, `o${dice.below(4)}`, `name, its:list_items${inner}(text)`)
        .order('id', its)
        .order('id'),
  ];
  return cut(dice.pick(reads)(), dice);
}

// The columns are a plain string here: supabase-js would otherwise work out the type of every possible answer.
function select(client: SupabaseClient, table: string, columns: string, counted = false): Reads {
  return client.from(table).select(columns, counted ? { count: 'exact' } : {});
}

// A function's rows are filtered by the same builder; only its type says that the request is another one.
function listsOf(client: SupabaseClient, owner: string, columns: string): Reads {
  return client.rpc('lists_of', { p_owner: owner }).select(columns) as unknown as Reads;
}

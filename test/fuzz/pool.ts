const AT_MOST = 200;

/** Ids of records that exist, as answers have named them; what the fuzzer itself needs to go on is never among them. */
export class Pool {
  readonly #ids = new Map<string, string[]>();
  readonly #kept: ReadonlySet<string>;

  constructor(kept: ReadonlySet<string>) {
    this.#kept = kept;
  }

  /** Of every kind. */
  get all(): readonly string[] {
    return [...this.#ids.values()].flat();
  }

  /** Of the records a path is about. */
  of(path: string): readonly string[] {
    return this.#ids.get(collectionOf(path)) ?? [];
  }

  /** Takes the ids of records out of an answer: of the one it is, or of those it lists. */
  learn(path: string, body: string): void {
    const known = this.#ids.get(collectionOf(path)) ?? [];
    this.#ids.set(collectionOf(path), known);
    for (const id of idsIn(body)) {
      if (this.#kept.has(id) || known.includes(id)) continue;
      known.push(id);
      if (known.length > AT_MOST) known.shift();
    }
  }
}

function idsIn(body: string): string[] {
  if (!body.startsWith('{')) return [];
  const answer = JSON.parse(body) as { id?: unknown; items?: unknown }; // anything may be in it: each is looked at
  const items = Array.isArray(answer.items) ? (answer.items as unknown[]) : [];
  return [answer, ...items].flatMap((one) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? [one.id] : [],
  );
}

/** `/v1/tasks/{id}/complete` is about tasks. */
function collectionOf(path: string): string {
  return path.split('/')[2] ?? '';
}

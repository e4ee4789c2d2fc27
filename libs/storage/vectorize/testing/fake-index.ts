interface Kept {
  readonly id: string;
  readonly values: readonly number[];
  readonly namespace?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly filterable: Readonly<Record<string, unknown>>;
}

export type Put = Omit<Kept, 'filterable'>;

interface Options {
  readonly topK?: number;
  readonly namespace?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly returnMetadata?: string | boolean;
  readonly returnValues?: boolean;
}

type Comparison = (known: unknown, wanted: never) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  $eq: (known, wanted) => known === wanted,
  $ne: (known, wanted) => known !== wanted,
  $in: (known, wanted: readonly unknown[]) => wanted.includes(known),
  $nin: (known, wanted: readonly unknown[]) => !wanted.includes(known),
  $lt: (known, wanted) => typeof known === typeof wanted && (known as number) < wanted,
  $lte: (known, wanted) => typeof known === typeof wanted && (known as number) <= wanted,
  $gt: (known, wanted) => typeof known === typeof wanted && (known as number) > wanted,
  $gte: (known, wanted) => typeof known === typeof wanted && (known as number) >= wanted,
};

/**
 * A Vectorize index as it is documented: exact cosine, the limits, and changes that are seen only after a while.
 * It does not reproduce Vectorize's approximate scores.
 */
export class FakeIndex {
  readonly filterable = new Map<string, string>();
  readonly #vectors = new Map<string, Kept>();
  #mutation = 0;
  #seen = 0;

  constructor(
    private readonly dimensions: number,
    private readonly delayMs = 120,
    private readonly mostAtOnce = 5000,
  ) {}

  async describe() {
    const processedUpToMutation = String(this.#seen);
    return { vectorCount: this.#vectors.size, dimensions: this.dimensions, processedUpToMutation };
  }

  async upsert(vectors: readonly Put[]) {
    if (vectors.length > this.mostAtOnce) throw refusal(40008, 'too many vectors');
    for (const vector of vectors) this.#check(vector);
    const filterable = new Map(this.filterable);
    return this.#later(() => {
      for (const vector of vectors) {
        const metadata = Object.entries(vector.metadata ?? {}).filter(
          ([key, value]) => filterable.get(key) === typeof value,
        );
        this.#vectors.set(vector.id, { ...vector, filterable: Object.fromEntries(metadata) });
      }
    });
  }

  async query(vector: readonly number[], options: Options = {}) {
    const { topK = 5, namespace, filter = {}, returnMetadata = 'none', returnValues = false } = options;
    const all = returnMetadata === 'all' || returnMetadata === true || returnValues;
    if (topK < 1 || topK > (all ? 50 : 100)) throw refusal(40025, 'topK');
    if (vector.length !== this.dimensions) throw refusal(40006, 'wrong dimensions');
    if (Buffer.byteLength(JSON.stringify(filter)) >= 2048) throw refusal(40024, 'filter too large');
    const unknown = Object.keys(filter).find((key) => !this.filterable.has(key));
    if (unknown) throw refusal(40027, `no metadata index for ${unknown}`);
    const matches = [...this.#vectors.values()]
      .filter((one) => namespace === undefined || one.namespace === namespace)
      .filter((one) => Object.entries(filter).every(([key, wanted]) => holds(one.filterable[key], wanted)))
      .map(({ id, namespace, values, metadata }) => ({
        id,
        ...(namespace ? { namespace } : {}),
        score: cosine(values, vector),
        ...(all && metadata ? { metadata } : {}),
        ...(returnValues ? { values } : {}),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, topK);
    return { count: matches.length, matches };
  }

  async getByIds(ids: readonly string[]) {
    if (ids.length > 20) throw refusal(40007, 'too many ids');
    return ids.flatMap((id) => {
      const found = this.#vectors.get(id);
      if (!found) return [];
      const { filterable, ...one } = found;
      void filterable;
      return [{ ...one, values: one.values.map(Math.fround) }];
    });
  }

  async deleteByIds(ids: readonly string[]) {
    if (ids.length > 100) throw refusal(40007, 'too many ids');
    return this.#later(() => {
      for (const id of ids) this.#vectors.delete(id);
    });
  }

  #check({ id, values, namespace = '', metadata = {} }: Put): void {
    if (Buffer.byteLength(id) > 64 || Buffer.byteLength(namespace) > 64)
      throw refusal(40009, 'id or namespace too long');
    if (values.length !== this.dimensions) throw refusal(40012, 'wrong dimensions');
    if (Buffer.byteLength(JSON.stringify(metadata)) > 10 * 1024) throw refusal(40016, 'metadata too large');
  }

  #later(change: () => void) {
    this.#mutation += 1;
    const mutation = this.#mutation;
    setTimeout(() => {
      change();
      this.#seen = mutation;
    }, this.delayMs).unref();
    return { mutationId: String(mutation) };
  }
}

/** The way a binding says no. */
export function refusal(code: number, what: string): Error {
  return new Error(`VECTOR_ERROR (code = ${code}): ${what}`);
}

function holds(known: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return known === wanted;
  return Object.entries(wanted).every(([op, value]) => COMPARISONS[op]?.(known, value as never) ?? false);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const sum = (f: (i: number) => number) => a.reduce((total, _, i) => total + f(i), 0);
  const at = (v: readonly number[], i: number) => v[i] ?? 0;
  return sum((i) => at(a, i) * at(b, i)) / Math.sqrt(sum((i) => at(a, i) ** 2) * sum((i) => at(b, i) ** 2));
}

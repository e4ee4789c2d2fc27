const KEPT_AT_MOST = 32;

/** What was worked out while one message is read: the same words come up for each way of taking it apart. */
export class Kept<T> {
  readonly #known = new Map<string, T>();

  once(key: string, make: () => T): T {
    if (this.#known.has(key)) return this.#known.get(key) as T; // it has the key, so what it holds is a T
    const made = make();
    this.#known.set(key, made);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT_AT_MOST && oldest !== undefined) this.#known.delete(oldest);
    return made;
  }

  forget(): void {
    this.#known.clear();
  }
}

interface Waiting<I, O> {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (error: unknown) => void;
}

/** Whether what failed together may succeed one by one. */
type MayRetry = (error: unknown) => boolean;

/**
 * Does together what is asked for at the same time: while one round trip is under way the next ones gather, and go in
 * one. Somebody alone does not wait. When a batch fails because of one of them, each is tried by itself.
 */
export class Batch<I, O> {
  #waiting: Waiting<I, O>[] = [];
  #underWay = false;

  constructor(
    private readonly run: (inputs: readonly I[]) => Promise<readonly O[]>,
    private readonly atMost: number,
    private readonly oneByOne: MayRetry,
  ) {}

  add(input: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#underWay) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#underWay = true;
    while (this.#waiting.length > 0) await this.#do(this.#waiting.splice(0, this.atMost));
    this.#underWay = false;
  }

  async #do(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await this.run(batch.map(({ input }) => input));
      if (outputs.length !== batch.length) throw new Error(`asked for ${batch.length}, answered ${outputs.length}`);
      for (const [index, output] of outputs.entries()) batch[index]?.resolve(output);
    } catch (error) {
      if (batch.length === 1 || !this.oneByOne(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.#do([one]);
    }
  }
}

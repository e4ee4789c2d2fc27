/** Wakes a loop before its time: there is something to do. */
export class Signal {
  #wake: (() => void) | undefined;
  #raised = false;

  /** Something is waiting; a loop that is not waiting just now notices when it next does. */
  raise(): void {
    this.#raised = true;
    this.#wake?.();
  }

  /** Resolves when raised, or after `ms` at the latest. */
  async wait(ms: number): Promise<void> {
    if (!this.#raised) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        timer.unref();
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#raised = false;
    this.#wake = undefined;
  }
}

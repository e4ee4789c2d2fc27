import { Clock } from '#core';

/** The real time, moved by some seconds: for what is checked by somebody else's clock. */
export class ShiftedClock extends Clock {
  #shiftMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#shiftMs);
  }

  shift(seconds: number): void {
    this.#shiftMs += seconds * 1000;
  }
}

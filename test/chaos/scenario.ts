/** One thing that was to be seen, and whether it was. */
export interface Line {
  readonly what: string;
  readonly figure: string;
  readonly aim: string;
  readonly met: boolean;
}

/** How big, and where progress is said. */
export interface Run {
  readonly small: boolean;
  say(line: string): void;
}

/** Something bad that happens to the running product, and what must be true of it all the same. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  run(run: Run): Promise<Line[]>;
}

/** A line that is met when a count is this one. */
export function exactly(what: string, count: number, aim: number): Line {
  return { what, figure: String(count), aim: String(aim), met: count === aim };
}

/** A line that is met when a figure is at most this much. */
export function atMost(what: string, figure: number, aim: number, unit = ''): Line {
  return { what, figure: `${round(figure)}${unit}`, aim: `<= ${round(aim)}${unit}`, met: figure <= aim };
}

/** A figure nobody has promised anything about. */
export function plain(what: string, figure: string): Line {
  return { what, figure, aim: '-', met: true };
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}

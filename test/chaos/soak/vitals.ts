import { percentile } from '../../bench/load.ts';
import { atMost, type Line, plain } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** How the process is at a moment. */
export interface Vitals {
  readonly heapMb: number;
  readonly rssMb: number;
  readonly files: number;
  readonly handles: number;
  /** Since it was last asked. */
  readonly lagMs: number;
}

const NAMES = {
  heap: 'nodejs_heap_size_used_bytes',
  rss: 'process_resident_memory_bytes',
  files: 'process_open_fds',
  handles: 'nodejs_active_resources_total',
  lag: 'nodejs_eventloop_lag_p99_seconds',
} as const;
const MB = 1024 * 1024;
/** Heap is what is left after a collection, and that is the least of so many samples. */
const WINDOW = 8;

/** Asks the process itself. */
export async function vitals({ api }: Stage): Promise<Vitals> {
  const text = await api.text('/metrics');
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  return {
    heapMb: read(NAMES.heap) / MB,
    rssMb: read(NAMES.rss) / MB,
    files: read(NAMES.files),
    handles: read(NAMES.handles),
    lagMs: read(NAMES.lag) * 1000,
  };
}

export function inWords({ heapMb, rssMb, files, handles, lagMs }: Vitals): string {
  return `heap ${heapMb.toFixed(0)} MB, RSS ${rssMb.toFixed(0)} MB, ${files} files, ${handles} handles, lag p99 ${lagMs.toFixed(0)} ms`;
}

/** Whether it stays as it is: its last third beside the third before, when it had warmed up. */
export function flatness(samples: readonly Vitals[]): Line[] {
  const third = Math.floor(samples.length / 3);
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(-third)];
  const level = (part: readonly Vitals[], of: (one: Vitals) => number) => lowest(part.map(of));
  const most = (part: readonly Vitals[], of: (one: Vitals) => number) => Math.max(...part.map(of));
  const grown = (what: string, of: (one: Vitals) => number, unit: string, slack: number, by = level): Line => {
    const [before, after] = [by(middle, of), by(last, of)];
    const line = atMost(what, after - before, before * 0.1 + slack, unit);
    return { ...line, figure: `${before.toFixed(0)} -> ${after.toFixed(0)}${unit}` };
  };
  const lag = samples.map(({ lagMs }) => lagMs);
  return [
    grown('heap after collections, growth', ({ heapMb }) => heapMb, ' MB', 5),
    grown('resident memory, growth', ({ rssMb }) => rssMb, ' MB', 10),
    // the database opens more of its own once, when it first tidies up after a quarter of an hour: what counts is the most
    grown('open files at most, growth', ({ files }) => files, '', 8, most),
    grown('handles, growth', ({ handles }) => handles, '', 8),
    plain(
      'event-loop lag p99, median / worst',
      `${percentile(lag, 50).toFixed(0)} / ${percentile(lag, 100).toFixed(0)} ms`,
    ),
  ];
}

/** The middle of the least of each window. */
function lowest(values: readonly number[]): number {
  const least: number[] = [];
  for (let n = 0; n < values.length; n += WINDOW) least.push(Math.min(...values.slice(n, n + WINDOW)));
  return percentile(least, 50);
}

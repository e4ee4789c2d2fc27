import { type Clock, type Frame } from '../grammar/frame.ts';
import { type PartOfDay } from '../language/vocabulary.ts';

// prettier-ignore
/** The hour of a part of the day when none is said; within what people call that part. */
const HOURS: Readonly<Record<PartOfDay, { readonly usual: number; readonly until: number }>> = {
  early: { usual: 6, until: 9 }, morning: { usual: 9, until: 12 }, midday: { usual: 12, until: 14 }, afternoon: { usual: 15, until: 18 },
  late: { usual: 17, until: 19 }, evening: { usual: 18, until: 23 }, night: { usual: 20, until: 24 },
};

export interface Time {
  /** Past 23 it belongs to the day after. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Whether morning or evening was said, or follows. */
  readonly sure: boolean;
}

export function timeIn({ clocks, part }: Pick<Frame, 'clocks' | 'part'>): Time | undefined {
  const [clock] = clocks ?? [];
  if (clock) return timeOf(clock, part);
  return part && { hour: HOURS[part].usual, minute: 0, second: 0, sure: true };
}

export function timeOf(clock: Clock, part?: PartOfDay): Time {
  const { minute, second } = clock;
  const half = clock.hour % 12;
  const at = (hour: number, sure: boolean) => ({ hour, minute, second, sure });
  if (clock.meridiem)
    return at(clock.meridiem === 'pm' ? half + 12 : part === 'night' && half < 5 ? half + 24 : half, true);
  if (clock.certain) return at(clock.hour, true);
  if (part === 'morning' || part === 'early') return at(half, true);
  if (part === 'night') return at(half < 5 ? half + 24 : half + 12, true);
  if (part) return at(half + 12, true);
  // Working hours, when nothing says which half of the day: 1–6 is the afternoon, 7–11 the morning, 12 noon.
  return at(half < 7 ? half + 12 : half, false);
}

/** The hour from which it is no longer that part of the day. */
export function endOfPart(part: PartOfDay): number {
  return HOURS[part].until;
}

export type Problem = 'ambiguous' | 'event_relative' | 'past';

/** What the words come to: an instant, a repetition, or why neither is certain. */
export interface Resolution {
  readonly due?: string;
  readonly end?: string;
  readonly dueHasTime: boolean;
  readonly recurrence?: string;
  readonly dtstart?: string;
  /** The repetition is counted from when it was done last, not from the calendar. */
  readonly recurrenceFrom?: 'completion';
  readonly problem?: Problem;
  readonly readings?: readonly string[];
}

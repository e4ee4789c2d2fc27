export { forgetTimes, readTime, readTimes, type ReadingOptions, type TimeReading } from './read-time.ts';
export { type TextRange } from './parts.ts';
export { nextAfterDone, type DoneOptions } from './resolve/after-done.ts';
export { nextOccurrence, type RuleOptions } from './resolve/rule.ts';

export { readTime, readTimes, type ReadingOptions, type TextRange, type TimeReading } from './read-time.ts';
export { nextOccurrence, type RuleOptions } from './rule.ts';

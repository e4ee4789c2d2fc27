import { givenNothing, type Pattern } from './pattern.ts';
import { compile } from './program.ts';

/** A task called what was said, for whatever is a task by other signs than its words. */
export const ANYTHING: Pattern = {
  command: 'task.create',
  sure: true,
  program: compile('<title>', {}),
  given: givenNothing,
  order: 0,
  source: '<title>',
};

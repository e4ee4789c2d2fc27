import { AppError } from '#core';

/** A group of settings is half set: `name` is what it lacks. */
export function missing(name: string, because: string, otherwise = ''): AppError {
  return new AppError('invalid', `settings: ${name} is missing; ${because} needs it${otherwise}`, {
    fields: [{ field: name, problem: 'is missing' }],
  });
}

import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldProblem } from '#core';

/** Checks what comes in against its DTO; a field that is not in the DTO is a mistake, and said to be one. */
export function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => problemsIn(error))),
  });
}

function invalid(fields: readonly FieldProblem[]): AppError {
  return new AppError('invalid', fields.map(({ problem }) => problem).join('; ') || 'The body must be a JSON object', { fields });
}

function problemsIn({ property, constraints, children = [] }: ValidationError, path = ''): FieldProblem[] {
  const field = path ? `${path}.${property}` : property;
  const own = constraints ? [{ field, problem: sentence(field, property, constraints) }] : [];
  return [...own, ...children.flatMap((child) => problemsIn(child, field))];
}

/** The first thing wrong with a field is enough to know; a field nobody knows is named as that. */
function sentence(field: string, property: string, constraints: Readonly<Record<string, string>>): string {
  if (constraints['whitelistValidation']) return `${field} is not a field of this request`;
  const [first = 'is not valid'] = Object.values(constraints).toReversed();
  return first.replace(property, field);
}

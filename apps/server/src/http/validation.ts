import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldProblem } from '#core';

/** Checks what comes in against its DTO; a field that is not in the DTO is a mistake, and said to be one. */
export function validation(): ValidationPipe {
  return new DtoPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => invalid(errors.flatMap((error) => problemsIn(error))),
  });
}

/** An array has members that look like fields (`at`), so that it is told apart before anything is read from it. */
class DtoPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (metadata.type === 'body' && this.toValidate(metadata) && !isObject) throw invalid([]);
    return super.transform(value, metadata);
  }
}

function invalid(fields: readonly FieldProblem[]): AppError {
  return new AppError('invalid', fields.map(({ problem }) => problem).join('; ') || 'The body must be a JSON object', {
    fields,
  });
}

function problemsIn({ property, constraints, children = [] }: ValidationError, path = ''): FieldProblem[] {
  const field = path ? `${path}.${property}` : property;
  const own = constraints ? [{ field, problem: sentence(field, property, constraints) }] : [];
  return [...own, ...children.flatMap((child) => problemsIn(child, field))];
}

/** The first thing wrong with a field is enough to know. */
function sentence(field: string, property: string, constraints: Readonly<Record<string, string>>): string {
  if (constraints['whitelistValidation']) return `${field} is not a field of this request`;
  const [first = 'is not valid'] = Object.values(constraints);
  return first.replace(property, field);
}

import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AppError, StaleError, type ErrorCode, type FieldProblem } from '#core';
import { DatabaseError } from '#storage/supabase';

/** One thing wrong with one field of a request. */
export class FieldFault implements FieldProblem {
  @ApiProperty({ example: 'title' })
  readonly field: string;

  @ApiProperty({ example: 'must be a text of 1 to 500 characters' })
  readonly problem: string;
}

/** What every error looks like: a problem document of RFC 9457. */
export class Problem {
  @ApiProperty({ example: 'about:blank' })
  readonly type: string;

  @ApiProperty({ example: 'Bad Request' })
  readonly title: string;

  @ApiProperty({ example: 400 })
  readonly status: number;

  @ApiProperty({ description: 'What is wrong and what to do about it', example: 'title must not be empty' })
  readonly detail: string;

  @ApiProperty({ description: 'The path that was asked for', example: '/v1/tasks' })
  readonly instance: string;

  @ApiProperty({
    type: String,
    description:
      'A stable word for programs: invalid, unauthorized, forbidden, not_found, conflict, limit, unavailable or internal',
    example: 'invalid',
  })
  readonly code: ErrorCode;

  @ApiProperty({ description: 'Names this request in the log', example: '0b1f6c1e-6d3c-4b57-9d0c-6f2f5f0c7a11' })
  readonly requestId: string;

  @ApiPropertyOptional({ type: [FieldFault] })
  readonly errors?: readonly FieldFault[];

  @ApiPropertyOptional({ type: Object, description: 'What each port says, when the product is not ready' })
  readonly details?: object;
}

/** An error as HTTP sees it. */
export interface Diagnosis {
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  readonly details?: object;
}

/** The name under which a misused Idempotency-Key is reported. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  internal: 500,
  unavailable: 503,
};

const OURS = 'Something went wrong on our side. Please try again; the log tells more under this requestId.';

/** Finds out what an error means to whoever sent the request. */
export function diagnose(error: unknown): Diagnosis {
  if (error instanceof StaleError) return { ...ofAppError(error), status: 412 };
  if (error instanceof AppError) return ofAppError(error);
  if (error instanceof HttpException) return { ...ofStatus(error.getStatus(), error.message), ...detailsOf(error) };
  if (error instanceof DatabaseError) return ofDatabaseError(error);
  return isOfFastify(error) ? ofStatus(error.statusCode, error.message) : ofStatus(500, OURS);
}

/** The problem document of a diagnosis. */
export function problemOf(
  { status, code, detail, errors, details }: Diagnosis,
  url: string,
  requestId: string,
): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const instance = url.split('?', 1)[0] ?? '/';
  return {
    type: 'about:blank',
    title,
    status,
    detail,
    instance,
    code,
    requestId,
    ...(errors?.length ? { errors } : {}),
    ...(details ? { details } : {}),
  };
}

/** A failed health check says what each port said. */
function detailsOf(error: HttpException): { details?: object } {
  const said = error.getResponse();
  return typeof said === 'object' && 'details' in said && typeof said.details === 'object' && said.details
    ? { details: said.details }
    : {};
}

/** Fastify's own errors know their status: a URL that cannot be decoded, a body that is too large. */
function isOfFastify(error: unknown): error is Error & { readonly statusCode: number } {
  return (
    error instanceof Error &&
    error.name === 'FastifyError' &&
    'statusCode' in error &&
    typeof error.statusCode === 'number'
  );
}

function ofAppError({ code, message, fields, retryAfterSeconds }: AppError): Diagnosis {
  const detail = code === 'internal' ? OURS : message;
  return { status: statusOf(code, fields), code, detail, errors: fields, retryAfterSeconds };
}

function statusOf(code: ErrorCode, fields: readonly FieldProblem[]): number {
  if (code === 'invalid' && fields.some(({ field }) => field === IDEMPOTENCY_KEY)) return 422;
  return STATUS[code];
}

function ofStatus(status: number, message: string): Diagnosis {
  const code = (Object.keys(STATUS) as ErrorCode[]).find((one) => STATUS[one] === status); // the keys of that very record
  if (status >= 500 && status !== 503) return { status, code: 'internal', detail: OURS };
  return { status, code: code ?? 'invalid', detail: message };
}

/** Rules of the records come as SQLSTATE PTxxx, with the status in their name; class 22 and 23514 are unstorable values. */
function ofDatabaseError({ code, message }: DatabaseError): Diagnosis {
  if (code === 'PT412') return { status: 412, code: 'conflict', detail: message };
  if (/^PT4\d\d$/.test(code)) return ofStatus(Number(code.slice(2)), message);
  if (/^22...$|^23514$/.test(code)) return ofStatus(400, 'A value in this request cannot be stored as it is.');
  return ofStatus(500, OURS);
}

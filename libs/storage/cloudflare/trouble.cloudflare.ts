import { APIConnectionError, APIError } from 'cloudflare/error';
import { AppError, UnavailableError } from '#core';

/** These mean that the namespace, the bucket, the index or the whole path is not there: never that a key is absent. */
const MISCONFIGURED = new Set([10013, 10006, 3000, 7003, 10405]);

/** What an error of the SDK's means to us, kept as its cause: absent (`not_found`), `invalid`, or `UnavailableError`. */
export function troubleOf(error: unknown, service: string): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return unavailable(service, error);
  const codes = error.errors.map(({ code }) => code ?? 0);
  const { status } = error;
  const found = codes.length > 0 && !codes.some((code) => MISCONFIGURED.has(code));
  if (status === 404 && found) return new AppError('not_found', `${service} does not have it`, { cause: error });
  if (status !== undefined && REFUSED.has(status) && found) return refused(service, error);
  return unavailable(service, error, retryAfterOf(error));
}

/** Whether the same again may go well at once. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof APIError)) return true;
  const { status } = error;
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

const REFUSED = new Set([400, 409, 410, 413, 414, 422]);

function refused(service: string, error: APIError): AppError {
  const said = error.errors.map(({ message }) => message).join('; ');
  return new AppError('invalid', `${service} does not take this: ${said}`, { cause: error });
}

function unavailable(service: string, cause: unknown, retryAfterSeconds?: number): UnavailableError {
  return new UnavailableError(service, { cause, retryAfterSeconds });
}

function retryAfterOf({ headers }: APIError): number | undefined {
  const said = headers?.get('retry-after');
  if (!said) return undefined;
  const seconds = Number(said);
  if (!Number.isNaN(seconds)) return Math.max(0, seconds);
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

import { AppError, UnavailableError } from '#core';
import { FileTooLargeError } from './messenger.ts';

/** As much as Telegram lets a bot have. */
const LARGEST_BYTES = 20 * 1024 * 1024;

/**
 * Reads what is at an address, whole or not at all; `size` is how large it is said to be. Nothing that is thrown tells the
 * address: it holds the token.
 */
export async function download(
  url: URL,
  size: number | undefined,
  patienceMs: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) {
      await response.body?.cancel();
      throw away(`answered ${response.status}`, Number(response.headers.get('retry-after')) || undefined);
    }
    const bytes = await collect(response);
    if (size !== undefined && bytes.byteLength !== size) throw away(`${bytes.byteLength} of ${size} bytes came`);
    return bytes;
  } catch (error) {
    throw error instanceof AppError ? error : away(error instanceof Error ? error.name : 'no answer');
  }
}

async function collect(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) throw new FileTooLargeError();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

function away(what: string, retryAfterSeconds?: number): UnavailableError {
  return new UnavailableError('Telegram', { cause: new Error(`download: ${what}`), retryAfterSeconds });
}

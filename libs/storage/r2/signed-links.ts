import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Clock } from '#core';
import { codeOf } from './object-file.ts';

const SECRET_BYTES = 32;

/** What a link to this product's own media store is good for. */
export interface Grant {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  /** Seconds since 1970. */
  readonly until: number;
  readonly type?: string | undefined;
  readonly disposition?: string | undefined;
  readonly size?: number | undefined;
}

/** Grants as text that cannot be forged or changed, and that ends. */
export class SignedLinks {
  constructor(
    private readonly secret: Buffer,
    private readonly clock: Clock,
  ) {}

  sign(grant: Grant): string {
    const said = Buffer.from(JSON.stringify(grant)).toString('base64url');
    return `${said}.${this.#signatureOf(said).toString('base64url')}`;
  }

  /** Throws `forbidden` for what we did not sign, for another method, and when the time is over. */
  read(token: string, method: Grant['method']): Grant {
    const [said = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = this.#signatureOf(said);
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw refused('is not one of ours');
    const grant = JSON.parse(Buffer.from(said, 'base64url').toString()) as Grant; // ours, by its signature
    if (grant.method !== method) throw refused(`is for ${grant.method} only`);
    if (grant.until * 1000 <= this.clock.now().getTime()) throw refused('is too old; ask for another');
    return grant;
  }

  #signatureOf(said: string): Buffer {
    return createHmac('sha256', this.secret).update(said).digest();
  }
}

/** The secret kept in a folder; made there once, whole or not at all, whoever comes first. */
export async function secretIn(folder: string): Promise<Buffer> {
  const path = join(folder, 'secret');
  const made = join(folder, `secret-${randomUUID()}`);
  const kept = await readFile(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  if (kept?.length === SECRET_BYTES) return kept;
  if (kept) throw new Error(`${path} is not a secret of ours; remove it, and links given out so far are void`);
  await writeFile(made, randomBytes(SECRET_BYTES), { mode: 0o600, flush: true });
  await link(made, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await rm(made, { force: true });
  return readFile(path);
}

function refused(why: string): AppError {
  return new AppError('forbidden', `This link ${why}`);
}

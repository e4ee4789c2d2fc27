import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '#core';
import { Settings } from '#config';
import { type KeyOwner, Organisation, People } from '#stores';
import type { Caller } from './caller.ts';

/** How long a revoked key may go on working in other processes. */
const GOOD_FOR_MS = 10_000;
const KEPT_AT_MOST = 2000;

interface Kept {
  readonly owner: Promise<KeyOwner | undefined>;
  readonly until: number;
}

/** Whose key is whose, remembered for a few seconds. */
@Injectable()
export class KeyRing {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly people: People,
    private readonly settings: Settings,
    private readonly organisation: Organisation,
  ) {}

  /** Who may act with this key; throws `unauthorized` when it is nobody's, `UnavailableError` when that cannot be known. */
  async callerOf(secret: string | undefined): Promise<Caller> {
    if (!secret) throw new AppError('unauthorized', 'An API key is needed: Authorization: Bearer <key>');
    const owner = await this.#ownerOf(secret);
    if (!owner || owner.organisationId !== (await this.organisation.id()) || isOver(owner))
      throw new AppError('unauthorized', 'This API key is not known, was revoked, or its time is over');
    const { keyId, timeZone, expiresAt: _, requestsPerMinute, ...person } = owner;
    const actor = { ...person, timeZone: timeZone ?? this.settings.defaultTimeZone };
    return { keyId, actor, ...(requestsPerMinute === null ? {} : { requestsPerMinute }) };
  }

  /** Keys or their owners have changed: ask again. */
  forget(): void {
    this.#kept.clear();
  }

  async #ownerOf(secret: string): Promise<KeyOwner | undefined> {
    const hash = createHash('sha256').update(secret).digest('base64');
    const kept = this.#kept.get(hash);
    if (kept && kept.until > performance.now()) return kept.owner;
    if (this.#kept.size >= KEPT_AT_MOST) this.#kept.clear();
    const asked = { owner: this.people.ownerOf(secret), until: performance.now() + GOOD_FOR_MS };
    this.#kept.set(hash, asked);
    const owner = await asked.owner.catch((error: unknown) => this.#drop(hash, asked, error));
    if (!owner) this.#drop(hash, asked);
    return owner;
  }

  /** Only keys that are good are kept. */
  #drop(hash: string, asked: Kept, error?: unknown): undefined {
    if (this.#kept.get(hash) === asked) this.#kept.delete(hash);
    if (error) throw error;
    return undefined;
  }
}

function isOver({ expiresAt }: KeyOwner): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
}

/** The key in an Authorization header: `Bearer <key>`, or the password of `Basic` where a browser asks for one. */
export function secretIn(header: string | undefined, basic = false): string | undefined {
  const [, scheme, value] = /^(bearer|basic) +(\S+) *$/i.exec(header ?? '') ?? [];
  if (!scheme || !value) return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  return basic
    ? Buffer.from(value, 'base64')
        .toString()
        .replace(/^[^:]*:/, '')
    : undefined;
}

import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, NameRef } from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { Directory } from './directory.ts';
import type { Sender } from './inbox.ts';

const GOOD_FOR_HOURS = 72;

/** An invitation as it is handed out; the code is shown this once and kept only as a hash. */
export interface Invite {
  readonly code: string;
  readonly person: NameRef;
  readonly expiresAt: string;
}

/** Invitations: a code that makes one chat account one person's, once, for three days. */
@Injectable()
export class Invites {
  constructor(
    private readonly supabase: SupabaseClient,
    private readonly directory: Directory,
  ) {}

  async create(actor: Actor, personId: string): Promise<Invite> {
    const code = randomBytes(18).toString('base64url');
    const ctx = { organisationId: actor.organisationId, personId: actor.personId };
    const a = { personId, hash: hashOf(code), hours: GOOD_FOR_HOURS };
    return { code, ...(await rpc<Omit<Invite, 'code'>>(this.supabase, 'invite_create', { ctx, a })) };
  }

  /** Whose invitation it is, from now on with this account; undefined when the code is wrong, used or too old. */
  async redeem(organisationId: string, code: string, source: string, externalId: string): Promise<Sender | undefined> {
    const p = { organisationId, hash: hashOf(code), source, externalId };
    const person = await rpc<Sender | null>(this.supabase, 'invite_redeem', { p });
    if (person) this.directory.drop(organisationId);
    return person ?? undefined;
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

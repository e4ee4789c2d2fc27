import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Asked, Command, Known, Message, Outcome, Role, Scope, RouteGist, Source } from '#core';
import { DatabaseError, rpc, SupabaseClient } from '#storage/supabase';
import { Batch } from './batch.ts';
import { Signals } from './signals.ts';

/** How long an instance may work on a message before another takes over. */
const LEASE_SECONDS = 30;
const MAX_ATTEMPTS = 5;
/** More than that, because a process can die through no fault of the message. */
const MAX_DEATHS = 10;
const STORED_AT_ONCE = 100;

/** A message as `accept_messages` takes it. One process serves one organisation, so a batch has one. */
interface ToStore {
  readonly organisationId: string;
  readonly stored: object;
}

/** Who sent a message, as far as the records know. */
export interface Sender {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly timeZone: string | null;
  readonly language: string;
}

/** What is known of a message once it is stored, and all that is needed to go on with it. */
export interface Accepted {
  readonly id: string;
  /** False when this very message was stored before. */
  readonly fresh: boolean;
  /** Leased to this instance: go on with it now. */
  readonly claimed: boolean;
  readonly status: 'pending' | 'done' | 'parked';
  readonly requestHash: string | null;
  readonly outcomes: readonly Outcome[] | null;
  readonly commands: readonly Command[] | null;
  readonly route: RouteGist | null;
  readonly person: Sender | null;
  readonly last: Known['last'] | null;
  readonly pending: Asked | null;
  readonly directoryVersion: number;
}

/** A message left waiting by another instance, or by its chat's queue. */
export interface Claimed extends Omit<
  Accepted,
  'fresh' | 'claimed' | 'status' | 'requestHash' | 'outcomes' | 'commands' | 'route'
> {
  readonly message: Message;
  readonly externalId: string | null;
  readonly senderName?: string;
  readonly senderLanguage?: string;
  readonly senderScopes?: readonly Scope[];
  readonly attempts: number;
}

export interface ToAccept {
  readonly message: Message;
  /** A person known already (an API key's), or an id on the message's platform. */
  readonly from:
    | { readonly personId: string; readonly scopes?: readonly Scope[] }
    | { readonly externalId: string; readonly name?: string; readonly language?: string };
  readonly requestHash?: string;
}

/** What a stored message keeps of the platform's sender, for people who are not in the directory yet. */
interface Body extends Omit<Message, 'source' | 'sourceId' | 'chat' | 'sentAt'> {
  readonly senderName?: string;
  readonly senderLanguage?: string;
  /** What the key it came with may be used for, whenever it is gone on with. */
  readonly senderScopes?: readonly Scope[];
}

interface ClaimedRow extends Omit<Claimed, 'message'> {
  readonly source: Source;
  readonly sourceId: string;
  readonly chat: string;
  readonly sentAt: string;
  readonly body: Body;
}

/** The durable inbox: a message is acknowledged once it is here, and worked off by whoever holds its lease. */
@Injectable()
export class Inbox {
  /** This process, as leases name it. */
  readonly owner = randomUUID();
  readonly #storing = new Batch<ToStore, Accepted>(
    (batch) => this.#store(batch),
    STORED_AT_ONCE,
    (error) => error instanceof DatabaseError,
  );

  constructor(
    private readonly supabase: SupabaseClient,
    private readonly signals: Signals,
  ) {}

  /**
   * Stores a message once, however often it comes. Those that come at the same time are stored together.
   * `later`: do not lease it to this instance now. Throws `UnavailableError` when it could not be stored.
   */
  async accept(organisationId: string, toAccept: ToAccept, later = false): Promise<Accepted> {
    const accepted = await this.#storing.add({ organisationId, stored: { ...storedForm(toAccept), claim: !later } });
    if (accepted.fresh) this.#waits(toAccept.message, accepted, later);
    if (accepted.fresh && toAccept.message.attachments) this.signals.files.raise();
    return accepted;
  }

  #waits({ source, chat, platformId, pressed }: Message, { id, claimed, person }: Accepted, later: boolean): void {
    if (!claimed) this.signals.waits(chat, later);
    if (source !== 'telegram' || !platformId || pressed || !person) return;
    this.signals.unanswered.took({ id, chat, platformId }, performance.now());
  }

  async #store(batch: readonly ToStore[]): Promise<Accepted[]> {
    const organisationId = batch[0]?.organisationId;
    const p = {
      organisationId,
      owner: this.owner,
      leaseSeconds: LEASE_SECONDS,
      messages: batch.map(({ stored }) => stored),
    };
    // whoever sent it is waiting to hear that it is safe
    return rpc<Accepted[]>(this.supabase, 'accept_messages', { p }, { urgent: true });
  }

  /** Takes up to `limit` messages nobody is working on. `alone`: no other process can be alive, so leases do not count. */
  async claim(organisationId: string, limit: number, alone = false): Promise<Claimed[]> {
    const p = { organisationId, owner: this.owner, leaseSeconds: LEASE_SECONDS, limit, alone, maxAttempts: MAX_DEATHS };
    const rows = await rpc<ClaimedRow[]>(this.supabase, 'claim_messages', { p });
    return rows.map(
      ({ source, sourceId, chat, sentAt, body: { senderName, senderLanguage, senderScopes, ...body }, ...row }) => ({
        ...row,
        ...(senderName ? { senderName } : {}),
        ...(senderLanguage ? { senderLanguage } : {}),
        ...(senderScopes ? { senderScopes } : {}),
        message: { source, sourceId, chat, sentAt: new Date(sentAt), ...body },
      }),
    );
  }

  /** Finishes a message of somebody unknown: a refusal the first time, silence after; what was said is not kept. */
  async turnAway(organisationId: string, { message, from }: ToAccept, id: string): Promise<{ outcomes: Outcome[] }> {
    const externalId = 'externalId' in from ? from.externalId : undefined;
    const p = { organisationId, id, owner: this.owner, channel: message.source, chat: message.chat, externalId };
    return { outcomes: await rpc<Outcome[]>(this.supabase, 'turn_away', { p }) };
  }

  /** Tries a parked message again; false when there is no such message, or it is not parked. */
  async retry(organisationId: string, id: string): Promise<boolean> {
    const found = await rpc<boolean>(this.supabase, 'retry_message', { p: { organisationId, id } });
    if (found) this.signals.inbox.raise();
    return found;
  }

  /** Which of these have no answer yet, whoever is to give it. */
  async unanswered(ids: readonly string[]): Promise<string[]> {
    return rpc(this.supabase, 'unanswered', { p: { ids } });
  }

  /** Gives a message back after a failure; answers whether it waits for another try or was parked with its text kept. */
  async giveBack(id: string, error: string, retrySeconds: number): Promise<'pending' | 'parked' | null> {
    const p = { id, owner: this.owner, error, retrySeconds, maxAttempts: MAX_ATTEMPTS };
    return rpc(this.supabase, 'return_message', { p });
  }
}

function storedForm({ message, from, requestHash }: ToAccept): object {
  const { source, sourceId, chat, sentAt, ...body } = message;
  return {
    source,
    sourceId,
    chat,
    sentAt: sentAt.toISOString(),
    requestHash,
    lane: source === 'telegram',
    body:
      'externalId' in from
        ? { ...body, senderName: from.name, senderLanguage: from.language }
        : { ...body, senderScopes: from.scopes },
    ...('personId' in from ? { personId: from.personId } : { externalId: from.externalId }),
  };
}

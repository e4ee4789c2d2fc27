import { randomUUID } from 'node:crypto';
import type { Actor } from '#core';
import type { Receipt } from '#intake';
import type { Idempotency, ToAccept } from '#stores';
import { Answer } from '../../http/answer.ts';
import type { NewMessage, ReceiptView } from './message.dto.ts';

/** A request's words as a message; the conversation is the person's own. */
export function toAccept({ personId, scopes }: Actor, said: NewMessage, idempotency?: Idempotency): ToAccept {
  const { text, replyTo, timeZone, at } = said;
  const sourceId = idempotency?.sourceId ?? randomUUID();
  const sentAt = at ? new Date(at) : new Date();
  const message = { source: 'rest', sourceId, chat: personId, text, replyTo, timeZone, sentAt } as const;
  return { message, from: { personId, ...(scopes && { scopes }) }, requestHash: idempotency?.requestHash };
}

export function answerOf({ messageId: id, replayed, commands, outcomes, replies }: Receipt): Answer<ReceiptView> {
  return Answer.created('/v1/messages', { id, commands, outcomes, replies }, replayed);
}

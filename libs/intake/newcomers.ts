import { Injectable } from '@nestjs/common';
import type { Actor } from '#core';
import { spokenIn } from '#rails';
import { Invites, Organisation, People, type Sender, type ToAccept } from '#stores';
import { HouseRules } from './house-rules.ts';

/** What a newcomer may be answered in. */
const SPOKEN = ['en', 'es'];

/** Who is speaking, when the records do not know them yet. */
@Injectable()
export class Newcomers {
  constructor(
    private readonly rules: HouseRules,
    private readonly people: People,
    private readonly organisation: Organisation,
    private readonly invites: Invites,
  ) {}

  /** Takes somebody unknown into the directory: by their invitation, or if the house rules let them in; else undefined. */
  async welcome({ message, from }: ToAccept): Promise<Sender | undefined> {
    if ('personId' in from) return undefined;
    const invited = await this.#invited(message.text, message.source, from.externalId);
    if (invited) return invited;
    const role = this.rules.admit(message.source, from.externalId);
    if (!role) return undefined;
    const { organisationId, adminId } = await this.organisation.founding();
    const host: Actor = { organisationId, personId: adminId, name: '', role: 'admin', timeZone: 'UTC', language: 'en' };
    const name = from.name?.trim().slice(0, 80) || `Person ${from.externalId}`;
    const language = spokenIn(message.text) ?? SPOKEN.find((code) => from.language?.toLowerCase().startsWith(code));
    return this.people.createPerson(host, { name, role, telegramId: from.externalId, language });
  }

  /** Pressing an invitation's link says `/start CODE`. */
  async #invited(text: string, source: string, externalId: string): Promise<Sender | undefined> {
    const code = /^\/start ([\w-]{20,64})$/.exec(text.trim())?.[1];
    return code ? this.invites.redeem(await this.organisation.id(), code, source, externalId) : undefined;
  }
}

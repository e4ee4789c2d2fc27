import { Injectable } from '@nestjs/common';
import type { Actor } from '#core';
import { Organisation, People, type Sender, type ToAccept } from '#stores';
import { HouseRules } from './house-rules.ts';

/** Who is speaking, when the records do not know them yet. */
@Injectable()
export class Newcomers {
  constructor(
    private readonly rules: HouseRules,
    private readonly people: People,
    private readonly organisation: Organisation,
  ) {}

  /** Takes somebody unknown into the directory if the house rules let them in; undefined when they do not. */
  async welcome({ message, from }: ToAccept): Promise<Sender | undefined> {
    if ('personId' in from) return undefined;
    const role = this.rules.admit(message.source, from.externalId);
    if (!role) return undefined;
    const { organisationId, adminId } = await this.organisation.founding();
    const host: Actor = { organisationId, personId: adminId, name: '', role: 'admin', timeZone: 'UTC', language: 'en' };
    const name = from.name?.trim().slice(0, 80) || `Person ${from.externalId}`;
    return this.people.createPerson(host, { name, role, telegramId: from.externalId });
  }
}

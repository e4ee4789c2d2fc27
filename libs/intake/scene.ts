import { Injectable } from '@nestjs/common';
import { type Actor, Clock, type Known, type Message } from '#core';
import type { Setting } from '#processors';
import { spokenIn } from '#rails';
import { Directory, Organisation, type Sender, type ToAccept } from '#stores';
import { HouseRules } from './house-rules.ts';
import type { OnItsWay } from './intake.ts';
import { Newcomers } from './newcomers.ts';

/** Sets the scene for a message: who speaks, when, and what is around them. */
@Injectable()
export class Scene {
  constructor(
    private readonly rules: HouseRules,
    private readonly newcomers: Newcomers,
    private readonly organisation: Organisation,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  organisationId(): Promise<string> {
    return this.organisation.id();
  }

  /** Undefined when the sender is nobody we know and may not come in. */
  async set(toAccept: ToAccept, { id, person, last, directoryVersion }: OnItsWay): Promise<Setting | undefined> {
    const sender = person ?? (await this.newcomers.welcome(toAccept));
    if (!sender) return undefined;
    const { message } = toAccept;
    const spoken = this.actor(await this.organisationId(), sender, message);
    const scopes = 'personId' in toAccept.from ? toAccept.from.scopes : undefined;
    const actor = scopes ? { ...spoken, scopes } : spoken;
    const known = await this.known(actor, last, person ? directoryVersion : directoryVersion + 1);
    const { source, chat, sentAt: now } = message;
    return { actor, source, chat, messageId: id, now, known, message, origin: this.rules.origin };
  }

  /** Who is answered in the language they clearly speak, else in their own. */
  actor(
    organisationId: string,
    { id, name, role, timeZone, language }: Sender,
    said?: Pick<Message, 'text' | 'timeZone'>,
  ): Actor {
    return {
      organisationId,
      personId: id,
      name,
      role,
      language: (said && spokenIn(said.text)) ?? language,
      timeZone: said?.timeZone ?? timeZone ?? this.rules.defaultTimeZone,
    };
  }

  /** What the rails are handed. */
  async known(actor: Actor, last?: Known['last'] | null, version?: number): Promise<Known> {
    const { version: _, ...names } = await this.directory.seenBy(actor.organisationId, actor.personId, version);
    return last ? { ...names, last } : names;
  }

  now(): Date {
    return this.clock.now();
  }
}

import { Injectable } from '@nestjs/common';
import { Settings } from '#config';
import type { Role } from '#core';

/** What the deployment decides about people: the zone of those who have none, and who may come in. */
@Injectable()
export class HouseRules {
  constructor(private readonly settings: Settings) {}

  /** IANA name. */
  get defaultTimeZone(): string {
    return this.settings.defaultTimeZone;
  }

  /** Where this product is found from outside. */
  get origin(): string {
    return this.settings.publicUrl?.replace(/\/+$/, '') ?? `http://localhost:${this.settings.port}`;
  }

  /** The role in which somebody unknown is let in; undefined: not at all. On trial the door is open. */
  admit(source: string, externalId: string): Role | undefined {
    if (source === 'telegram' && this.settings.telegramAdminIds.includes(externalId)) return 'admin';
    return this.settings.onTrial ? 'operator' : undefined;
  }
}

import { Global, Module } from '@nestjs/common';
import { ConfigModule, Settings } from '#config';
import type { Role } from '#core';
import { HouseRules } from '#intake';

/** The rules of this house: admins by their Telegram ids, and on trial everybody. */
class ConfiguredHouse extends HouseRules {
  constructor(private readonly settings: Settings) {
    super();
  }

  get defaultTimeZone(): string {
    return this.settings.defaultTimeZone;
  }

  admit(source: string, externalId: string): Role | undefined {
    if (source === 'telegram' && this.settings.telegramAdminIds.includes(externalId)) return 'admin';
    return this.settings.onTrial ? 'operator' : undefined;
  }
}

/** Says, for every part of the product, who may come in and what time it is for those who have not said. */
@Global()
@Module({
  imports: [ConfigModule],
  providers: [{ provide: HouseRules, inject: [Settings], useFactory: (settings: Settings) => new ConfiguredHouse(settings) }],
  exports: [HouseRules],
})
export class HouseModule {}

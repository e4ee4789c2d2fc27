import { Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, ConfigService } from '@nestjs/config';
import { readSettings, SETTING_NAMES, Settings } from './settings.ts';

/** Reads the environment and `.env` once, checks them, and hands out `Settings`. */
@Module({
  imports: [NestConfigModule.forRoot()],
  providers: [
    {
      provide: Settings,
      inject: [ConfigService],
      useFactory: (config: ConfigService) =>
        readSettings(Object.fromEntries(SETTING_NAMES.map((name) => [name, config.get<string>(name)]))),
    },
  ],
  exports: [Settings],
})
export class ConfigModule {}

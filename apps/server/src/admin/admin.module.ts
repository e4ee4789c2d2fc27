import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { StoresModule } from '#stores';
import { DirectoryChanges } from './directory-changes.ts';
import { FirstStart } from './first-start.ts';
import { KeysController } from './keys.controller.ts';
import { PeopleController } from './people.controller.ts';
import { SitesController } from './sites.controller.ts';

/** The edge for whoever runs the product: people, sites, keys, and the first start. */
@Module({
  imports: [ConfigModule, StoresModule],
  controllers: [PeopleController, SitesController, KeysController],
  providers: [DirectoryChanges, FirstStart],
  exports: [FirstStart],
})
export class AdminModule {}

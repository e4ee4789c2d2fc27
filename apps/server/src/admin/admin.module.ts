import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { ProcessorsModule } from '#processors';
import { AuditController } from './audit.controller.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { FirstStart } from './first-start.ts';
import { KeysController } from './keys.controller.ts';
import { PeopleController } from './people.controller.ts';
import { SitesController } from './sites.controller.ts';
import { WebhookChanging } from './webhook-changing.ts';
import { WebhooksController } from './webhooks.controller.ts';

/** The edge for whoever runs the product: people, sites, keys, and the first start. */
@Module({
  imports: [ConfigModule, ProcessorsModule],
  controllers: [AuditController, PeopleController, SitesController, KeysController, WebhooksController],
  providers: [DirectoryChanges, FirstStart, WebhookChanging],
  exports: [FirstStart],
})
export class AdminModule {}

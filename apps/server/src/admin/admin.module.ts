import { Module } from '@nestjs/common';
import { ConfigModule } from '#config';
import { MediaModule } from '#media';
import { ProcessorsModule } from '#processors';
import { AuditController } from './audit.controller.ts';
import { DirectoryChanges } from './directory-changes.ts';
import { ExportController } from './export/export.controller.ts';
import { Export } from './export/export.ts';
import { FirstStart } from './first-start.ts';
import { KeysController } from './keys.controller.ts';
import { PeopleController } from './people.controller.ts';
import { SitesController } from './sites.controller.ts';
import { WebhookChanging } from './webhook-changing.ts';
import { WebhooksController } from './webhooks.controller.ts';

/** The edge for whoever runs the product: people, sites, keys, and the first start. */
@Module({
  imports: [ConfigModule, MediaModule, ProcessorsModule],
  controllers: [
    AuditController,
    ExportController,
    PeopleController,
    SitesController,
    KeysController,
    WebhooksController,
  ],
  providers: [DirectoryChanges, Export, FirstStart, WebhookChanging],
  exports: [FirstStart],
})
export class AdminModule {}

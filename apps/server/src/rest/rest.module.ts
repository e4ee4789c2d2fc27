import { Module } from '@nestjs/common';
import { IntakeModule } from '#intake';
import { MediaModule } from '#media';
import { ItemsController } from './lists/items.controller.ts';
import { ListsController } from './lists/lists.controller.ts';
import { Kept } from './messages/kept.ts';
import { NoticesController } from './messages/notices.controller.ts';
import { MessagesController } from './messages/messages.controller.ts';
import { RailsController } from './messages/rails.controller.ts';
import { LinksController } from './media/links.controller.ts';
import { MediaController } from './media/media.controller.ts';
import { UploadsController } from './media/uploads.controller.ts';
import { Programs } from './programs.ts';
import { ReportFiles } from './reports/report-files.ts';
import { ReportFilesController } from './reports/report-files.controller.ts';
import { ReportsController } from './reports/reports.controller.ts';
import { TemplatesController } from './reports/templates.controller.ts';
import { RemindersController } from './reminders/reminders.controller.ts';
import { SettingsController } from './settings/settings.controller.ts';
import { SearchController } from './search/search.controller.ts';
import { TasksController } from './tasks/tasks.controller.ts';

/** The edge for programs. */
@Module({
  imports: [IntakeModule, MediaModule],
  controllers: [
    MessagesController,
    NoticesController,
    RailsController,
    TasksController,
    ListsController,
    ItemsController,
    RemindersController,
    ReportsController,
    ReportFilesController,
    TemplatesController,
    SettingsController,
    MediaController,
    UploadsController,
    LinksController,
    SearchController,
  ],
  providers: [Programs, ReportFiles, Kept],
})
export class RestModule {}

import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '#core';
import { Archives, Records, Search, StoresModule } from '#stores';
import { Archive } from './archive.ts';
import { ChangeProcessor } from './change.processor.ts';
import { ChecklistProcessor } from './checklist.processor.ts';
import { Crew } from './crew.ts';
import { DirectoryProcessor } from './directory.processor.ts';
import { EachProcessor } from './each.processor.ts';
import { Listeners } from './listeners.ts';
import { ListProcessor } from './list.processor.ts';
import { Processors } from './processors.ts';
import { ReminderProcessor } from './reminder.processor.ts';
import { ReportProcessor } from './report.processor.ts';
import { SettingsProcessor } from './settings.processor.ts';
import { SearchProcessor } from './search.processor.ts';
import { NotYetProcessor, TalkProcessor } from './talk.processor.ts';
import { TaskProcessor } from './task.processor.ts';
import { TemplateProcessor } from './template.processor.ts';

/** Every processor there is. */
export function eachProcessor(records: Records, search: Search, archives: Archives): EachProcessor {
  const talk = new TalkProcessor(records);
  const tasks = new TaskProcessor(records);
  const directory = new DirectoryProcessor();
  const notYet = new NotYetProcessor();
  return new EachProcessor({
    task: tasks,
    list: new ListProcessor(records),
    reminder: new ReminderProcessor(records, tasks),
    report: new ReportProcessor(records),
    template: new TemplateProcessor(),
    checklist: new ChecklistProcessor(),
    change: new ChangeProcessor(records, archives),
    settings: new SettingsProcessor(),
    person: directory,
    site: directory,
    smalltalk: talk,
    none: talk,
    memory: notYet,
    search: new SearchProcessor(search, records),
  });
}

/** One processor per kind of record, and `Processors`, which runs them. */
@Module({
  imports: [StoresModule],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: EachProcessor, inject: [Records, Search, Archives], useFactory: eachProcessor },
    Archive,
    Crew,
    Listeners,
    Processors,
  ],
  exports: [Archive, Crew, Listeners, Processors, StoresModule, Clock],
})
export class ProcessorsModule {}

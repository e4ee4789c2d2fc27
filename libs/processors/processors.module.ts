import { Module } from '@nestjs/common';
import { StoresModule } from '#stores';
import { Clock, SystemClock } from '#core';
import { ChangeProcessor } from './change.processor.ts';
import { EachProcessor } from './each.processor.ts';
import { ListProcessor } from './list.processor.ts';
import { Processors } from './processors.ts';
import { ReminderProcessor } from './reminder.processor.ts';
import { TalkProcessor } from './talk.processor.ts';
import { TaskProcessor } from './task.processor.ts';

/** One processor per kind of record, and `Processors`, which runs them. */
@Module({
  imports: [StoresModule],
  providers: [
    { provide: Clock, useClass: SystemClock },
    Processors,
    EachProcessor,
    ChangeProcessor,
    TaskProcessor,
    ListProcessor,
    ReminderProcessor,
    TalkProcessor,
  ],
  exports: [Processors, StoresModule, Clock],
})
export class ProcessorsModule {}

import { Injectable } from '@nestjs/common';
import { ChangeProcessor } from './change.processor.ts';
import { ListProcessor } from './list.processor.ts';
import { ReminderProcessor } from './reminder.processor.ts';
import { TalkProcessor } from './talk.processor.ts';
import { TaskProcessor } from './task.processor.ts';

/** Every processor there is. */
@Injectable()
export class EachProcessor {
  constructor(
    readonly task: TaskProcessor,
    readonly list: ListProcessor,
    readonly reminder: ReminderProcessor,
    readonly change: ChangeProcessor,
    readonly talk: TalkProcessor,
  ) {}
}

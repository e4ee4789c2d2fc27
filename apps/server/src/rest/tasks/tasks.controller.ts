import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Actor, Task } from '#core';
import { type Idempotency, type Page, Records } from '#stores';
import { CurrentActor } from '../../access/caller.ts';
import type { Answer } from '../../http/answer.ts';
import { ApiConditional, ApiIdempotent, ApiRecords } from '../../http/documented.ts';
import { Idempotent } from '../../http/idempotency.ts';
import { ApiPage } from '../../http/page.dto.ts';
import { IfMatch, RecordId } from '../../http/params.ts';
import { firstOf } from '../first-of.ts';
import { Programs } from '../programs.ts';
import { createTask, onTask, taskFilter, updateTask } from './task.commands.ts';
import { NewTask, TaskChanges, TaskQuery } from './task.dto.ts';
import { TaskView } from './task.view.ts';

/** Tasks; a subtask is a task with a parentId. */
@ApiRecords('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(
    private readonly records: Records,
    private readonly programs: Programs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tasks, newest first, narrowed by what is said of them' })
  @ApiPage(TaskView)
  list(@CurrentActor() actor: Actor, @Query() query: TaskQuery): Promise<Page<Task>> {
    return this.records.tasks(actor, taskFilter(query, actor));
  }

  @Post()
  @ApiOperation({ summary: 'Create a task, or a subtask with parentId' })
  @ApiIdempotent()
  @ApiCreatedResponse({ type: TaskView })
  create(
    @CurrentActor() actor: Actor,
    @Body() task: NewTask,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Task>> {
    return this.programs.create('task', '/v1/tasks', actor, createTask(task), idempotency);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One task' })
  @ApiOkResponse({ type: TaskView })
  async show(@CurrentActor() actor: Actor, @RecordId() id: string): Promise<Task> {
    return firstOf(await this.records.tasks(actor, { id }), 'task');
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a task; absent keeps, null clears' })
  @ApiConditional()
  @ApiOkResponse({ type: TaskView })
  update(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @IfMatch() version: number | undefined,
    @Body() changes: TaskChanges,
  ): Promise<Answer<Task>> {
    return this.programs.change('task', actor, updateTask(id, version, changes));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a task and its subtasks' })
  @ApiConditional()
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @RecordId() id: string, @IfMatch() version?: number): Promise<void> {
    await this.programs.change('task', actor, onTask('delete', id, version));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Complete a task; one that is done stays as it is, one that repeats moves on to its next time',
  })
  @ApiIdempotent()
  @ApiOkResponse({ type: TaskView })
  complete(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Task>> {
    return this.programs.change('task', actor, onTask('complete', id), idempotency);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Open a completed task again' })
  @ApiIdempotent()
  @ApiOkResponse({ type: TaskView })
  reopen(
    @CurrentActor() actor: Actor,
    @RecordId() id: string,
    @Idempotent() idempotency?: Idempotency,
  ): Promise<Answer<Task>> {
    return this.programs.change('task', actor, onTask('reopen', id), idempotency);
  }
}

import { Injectable } from '@nestjs/common';
import type { Command, Said } from '#core';
import { nameOf, VERSION } from '#core';
import type { Step } from '#stores';
import { type Processor, settle } from './processor.ts';

/** What needs an answer but no record. */
@Injectable()
export class TalkProcessor implements Processor {
  prepare(command: Command): Step[] {
    return [settle({ kind: 'said', command: nameOf(command), topic: topicOf(command), about: aboutOf(command) })];
  }
}

/** Understood, but this part of the product is not built yet: said plainly, and the message is kept. */
@Injectable()
export class NotYetProcessor implements Processor {
  prepare(command: Command): Step[] {
    return [settle({ kind: 'said', command: nameOf(command), topic: 'not_yet', about: command.entity })];
  }
}

function topicOf({ entity, operation }: Command): Said['topic'] {
  if (entity !== 'smalltalk') return 'not_understood';
  switch (operation) {
    case 'help':
    case 'start':
    case 'version':
    case 'greet':
    case 'thank':
      return operation;
    default:
      return 'chat';
  }
}

function aboutOf({ operation, slots }: Command): string | undefined {
  return operation === 'version' ? VERSION : slots.query;
}

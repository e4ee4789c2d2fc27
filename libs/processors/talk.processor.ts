import type { Command, Said } from '#core';
import { nameOf, VERSION } from '#core';
import { Records, type Step } from '#stores';
import { notFound, type Processor, type Setting, settle } from './processor.ts';

/** What needs an answer but no record. */
export class TalkProcessor implements Processor {
  constructor(private readonly records: Records) {}

  async prepare(command: Command, setting: Setting): Promise<Step[]> {
    if (command.operation === 'explain') return [await this.#explain(command, setting)];
    return [settle({ kind: 'said', command: nameOf(command), topic: topicOf(command), about: aboutOf(command) })];
  }

  /** How the message before this one was understood. */
  async #explain(command: Command, { actor, source, chat, messageId }: Setting): Promise<Step> {
    const { items } = await this.records.messages(actor.organisationId, { source, chat, limit: 5 });
    const before = items.find(({ id, route, text }) => id !== messageId && route?.rail && text);
    if (!before?.route || !before.text) return notFound(command, 'There is no message to explain yet');
    return settle({ kind: 'explained', command: 'smalltalk.explain', text: before.text, route: before.route });
  }
}

/** Understood, but this part of the product is not built yet: said plainly, and the message is kept. */
export class NotYetProcessor implements Processor {
  prepare(command: Command): Step[] {
    return [settle({ kind: 'said', command: nameOf(command), topic: 'not_yet', about: command.entity })];
  }
}

function topicOf({ entity, operation, slots }: Command): Said['topic'] {
  if (entity !== 'smalltalk') return 'not_understood';
  if (operation === 'help' && slots.query === 'directory') return 'over_rest';
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

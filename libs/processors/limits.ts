import { type Command, nameOf, type Outcome } from '#core';

const TITLE = 500;
const ITEM = 500;
const LIST_NAME = 80;

/** What is too long to be kept, said before anything is tried; programs are told by their field. */
export function tooLong(command: Command): Outcome | undefined {
  const { title, items = [], listName } = command.slots;
  const reason =
    (command.entity === 'task' || command.entity === 'reminder') && (title?.length ?? 0) > TITLE
      ? `A title has at most ${TITLE} characters: say it shorter, and the rest as a note`
      : items.some(({ text }) => text.length > ITEM)
        ? `What is put on a list has at most ${ITEM} characters`
        : (listName?.length ?? 0) > LIST_NAME
          ? `The name of a list has at most ${LIST_NAME} characters`
          : undefined;
  return reason === undefined ? undefined : { kind: 'refused', command: nameOf(command), code: 'invalid', reason };
}

import type { Priority } from '#core';
import type { Language } from '../language/language.ts';
import type { Token } from '../text/tokens.ts';

export interface FoundPriority {
  readonly priority: Priority;
  readonly from: number;
  readonly to: number;
}

const LONGEST = 4;

/** Priority words at the end or the beginning of a title, or three exclamation marks; in the middle only the plain ones ("p1"). */
export function findPriority(tokens: readonly Token[], language: Language): FoundPriority | undefined {
  for (let length = LONGEST; length >= 1; length--) {
    for (const from of [tokens.length - length, 0]) {
      const found = from >= 0 ? priorityAt(tokens, from, length, language) : undefined;
      if (found && tokens.length > length) return found;
    }
  }
  return shouted(tokens) ?? within(tokens, language);
}

function within(tokens: readonly Token[], language: Language): FoundPriority | undefined {
  for (let length = LONGEST; length >= 2; length--) {
    for (let from = 1; from + length < tokens.length; from++) {
      const found = priorityAt(tokens, from, length, language);
      if (found) return found;
    }
  }
  return undefined;
}

function priorityAt(
  tokens: readonly Token[],
  from: number,
  length: number,
  language: Language,
): FoundPriority | undefined {
  const said = tokens
    .slice(from, from + length)
    .map((token) => token.norm)
    .join(' ');
  const priority = language.priorities[said];
  return priority ? { priority, from, to: from + length } : undefined;
}

function shouted(tokens: readonly Token[]): FoundPriority | undefined {
  const at = tokens.findIndex((token) => token.after.includes('!!!'));
  return at < 0 ? undefined : { priority: 'urgent', from: at, to: at };
}

import { describe, expect, it } from '@jest/globals';
import { Replies } from './replies.ts';
import { refusalWords } from './refusal-words.ts';
import { refusalsInSpanish } from './refusals-in-spanish.ts';

const inSpanish = (reason: string) => refusalWords(reason, refusalsInSpanish);

describe('why not, in Spanish', () => {
  it.each([
    ['There is nothing to do again', 'No hay nada que rehacer'],
    ['There is no task #7, #8', 'No hay ninguna tarea #7, #8'],
    [
      'I can\'t find an open task like "the {} & $1 pump"',
      'No encuentro ninguna tarea abierta como «the {} & $1 pump»',
    ],
    ['There is no list called "tools" yet', 'Todavía no hay ninguna lista llamada «tools»'],
    ['There is no list called "tools". There is: a, b', 'No hay ninguna lista llamada «tools». Hay: a, b'],
    [
      "This checklist is Ann's. Begin your own: /checklist Pecos",
      'Esta revisión es de Ann. Empiece la suya: /checklist Pecos',
    ],
  ])('%s', (reason, words) => {
    expect(inSpanish(reason)).toBe(words);
  });

  it('is said as it is when nobody has put it into Spanish', () => {
    expect(inSpanish('Something quite new')).toBe('Something quite new');
  });

  it('is said so to whoever speaks Spanish', () => {
    const refused = {
      kind: 'refused',
      command: 'task.complete',
      code: 'not_found',
      reason: 'There is no task #9',
    } as const;
    expect(new Replies().word([refused], { language: 'es', now: new Date() }).text).toBe('⚠️ No hay ninguna tarea #9.');
  });
});

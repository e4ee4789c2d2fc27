import type { Lexicon } from '../../../libs/rails/grammar/lexicon.ts';
import type { Program } from '../../../libs/rails/grammar/program.ts';
import { CHATTER, FILLERS, RELLENOS } from './words.ts';

export interface Sentence {
  readonly text: string;
  readonly label: string;
  readonly source: string;
  readonly weight: number;
}

const TIMELY = /^(?:task\.(?:create|update)|reminder\.(?:create|update|snooze))$/u;

/** Sentences made from the patterns themselves, for what public data lacks. */
export function sentencesFrom(
  lexicons: readonly Lexicon[],
  each: (label: string) => number,
  random: () => number,
): Sentence[] {
  const out: Sentence[] = CHATTER.map((text) => ({ text, label: 'none.unknown', source: 'own', weight: 0.6 }));
  for (const lexicon of lexicons) {
    const counts = Map.groupBy(lexicon.patterns.all, (pattern) => pattern.command);
    for (const [label, group] of counts) {
      const sure = group.filter((pattern) => pattern.sure);
      if (label.startsWith('none') || sure.length === 0) continue;
      for (let i = 0; i < each(label); i++) {
        const pattern = sure[i % sure.length];
        if (pattern)
          out.push({
            text: spoken(pattern.program, label, lexicon.language.code, random),
            label,
            source: 'own',
            weight: 0.5,
          });
      }
    }
  }
  return out;
}

function spoken(program: Program, label: string, language: string, random: () => number): string {
  const fillers = language === 'es' ? RELLENOS : FILLERS;
  const said = walk(program, fillers, random)
    .join(' ')
    .replace(/\s+([:,])/gu, '$1');
  const time = fillers['when'] ?? [];
  const priority =
    label === 'task.create' && random() < 0.2
      ? ` ${pick(language === 'es' ? ['urgente', 'prioridad alta'] : ['high priority', 'urgent', 'asap', 'p1', 'low priority'], random)}`
      : '';
  const timed =
    TIMELY.test(label) && random() < 0.5 ? `${said}${priority} ${pick(time, random)}` : `${said}${priority}`;
  const please = language === 'es' ? 'por favor' : 'please';
  return random() < 0.12 ? `${please} ${timed}` : random() < 0.08 ? `${timed} ${please}` : timed;
}

function walk(program: Program, fillers: typeof FILLERS, random: () => number): string[] {
  const words: string[] = [];
  const open: string[] = [];
  for (let id = program.first; ;) {
    const step = program.steps[id];
    if (!step || step.kind === 'end') return words;
    if (step.kind === 'either') {
      id = pick(step.ways, random) ?? 0;
      continue;
    }
    if (step.kind === 'open') open.push(step.slot);
    if (step.kind === 'close') open.pop();
    if (step.kind === 'words') words.push(...(pick([...step.phrases.values()].flat(), random) ?? []));
    if (step.kind === 'numbers')
      words.push(random() < 0.5 ? `#${Math.floor(random() * 90) + 1}` : String(Math.floor(random() * 90) + 1));
    if (step.kind === 'known') words.push(pick(fillers[step.what] ?? ['x'], random) ?? '');
    if (step.kind === 'any') words.push(pick(fillers[open.at(-1) ?? ''] ?? ['x'], random) ?? '');
    id = step.next;
  }
}

export function pick<T>(from: readonly T[], random: () => number): T | undefined {
  return from[Math.floor(random() * from.length)];
}

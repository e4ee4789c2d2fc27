import type { Answered } from './ask.ts';
import type { IntentRow } from './rows.ts';

type Judged = Answered<IntentRow> & {
  readonly label: string;
  readonly accepted: readonly string[];
  readonly right: boolean;
  readonly direct: boolean;
};

const ENTITIES: Readonly<Record<string, string>> = { report: 'field_report' };
const OPERATIONS: Readonly<Record<string, string>> = {
  check: 'complete',
  snooze: 'update',
  note: 'update',
  status: 'show',
};
const DESTRUCTIVE = /\.(?:delete|clear|remove|cancel|complete|reassign)$/u;
const TALK = /^(?:none|smalltalk|search)/u;

/** One spelling for labels that mean the same. */
export function canonical(label: string): string {
  const [entity = 'none', operation = ''] = label.split('.');
  if (entity === 'none' || entity === 'smalltalk') return entity;
  if (entity === 'search') return 'search.ask';
  const named = OPERATIONS[operation] ?? operation;
  if (entity === 'task' && ['cancel', 'clear', 'remove'].includes(named)) return 'task.delete';
  return `${ENTITIES[entity] ?? entity}.${named}`;
}

export function judge(answers: readonly Answered<IntentRow>[]): Judged[] {
  return answers.map((answer) => {
    const label = canonical(`${answer.parse.entity}.${answer.parse.operation}`);
    const accepted = answer.row.accept.map(canonical);
    return {
      ...answer,
      label,
      accepted,
      right: accepted.includes(label),
      direct: answer.parse.direct && !TALK.test(label),
    };
  });
}

export interface IntentScore {
  readonly inScope: number;
  readonly accuracy: number;
  readonly coverage: number;
  readonly precision: number;
  readonly outsideExecuted: number;
  readonly smalltalkExecuted: number;
  readonly harmful: number;
  readonly outsideHarmful: number;
  readonly calibrationError: number;
  readonly wrong: readonly string[];
}

export function scoreIntents(answers: readonly Answered<IntentRow>[]): IntentScore {
  const judged = judge(answers);
  const of = (set: IntentRow['set']): Judged[] => judged.filter(({ row }) => row.set === set);
  const inScope = of('in_scope');
  const direct = inScope.filter((one) => one.direct);
  const outside = of('oos');
  const harmful = judged.filter(
    (one) =>
      one.direct &&
      DESTRUCTIVE.test(one.label) &&
      !one.right &&
      !one.accepted.some((gold) => sameHarm(gold, one.label)),
  );
  return {
    inScope: inScope.length,
    accuracy: percent(inScope, ({ right }) => right),
    coverage: percent(inScope, (one) => one.direct),
    precision: percent(direct, ({ right }) => right),
    outsideExecuted: percent(outside, (one) => one.direct),
    smalltalkExecuted: percent(of('smalltalk'), (one) => one.direct),
    harmful: harmful.length,
    outsideHarmful: harmful.filter(({ row }) => row.set === 'oos').length,
    calibrationError: calibrationError(
      judged.filter(({ row, label }) => row.set !== 'borderline' && !TALK.test(label)),
    ),
    wrong: judged
      .filter((one) => one.direct && (!one.right || one.row.set !== 'in_scope') && one.row.set !== 'borderline')
      .map(({ row, label }) => `${label} ← ${row.text}`),
  };
}

function sameHarm(gold: string, label: string): boolean {
  const away = /\.(?:delete|clear|remove|cancel)$/u;
  return gold.split('.')[1] === label.split('.')[1] || (away.test(gold) && away.test(label));
}

/** How far confidence is from the share that is right, over ten bands. */
function calibrationError(judged: readonly Judged[]): number {
  const bands = Map.groupBy(judged, ({ parse }) => Math.min(9, Math.floor(parse.confidence * 10)));
  const errors = [...bands.values()].map((band) => {
    const confidence = band.reduce((sum, { parse }) => sum + parse.confidence, 0);
    const right = band.filter((one) => one.row.set === 'in_scope' && one.right).length;
    return Math.abs(confidence - right);
  });
  return (100 * errors.reduce((a, b) => a + b, 0)) / Math.max(1, judged.length);
}

export function percent<T>(list: readonly T[], is: (one: T) => boolean): number {
  return list.length === 0 ? Number.NaN : (100 * list.filter(is).length) / list.length;
}

import type { Priority, Shown, TaskStage } from '#core';

/** Which tasks are shown, and what of it is put into words by the language itself. */
export interface View extends Omit<NonNullable<Shown['of']>, 'within'> {
  /** "today, Wed 3 Jun": when they are due, or were done. */
  readonly days?: string;
}

/** How one language names the tasks that were asked for. */
export interface ViewPhrases {
  readonly heading: (view: View, count: string) => string;
  readonly none: (view: View) => string;
}

export const viewsInEnglish: ViewPhrases = {
  heading: (view, count) => {
    const whose = view.mine ? 'your ' : view.person ? `${possessive(view.person.name)} ` : '';
    return `${capital(whose + tasksInEnglish(view))} (${count}):`;
  },
  none: (view) => {
    if (view.refs) return `There is no task ${numbers(view.refs)}.`;
    const has = view.mine ? 'You have' : view.person ? `${view.person.name} has` : 'There are';
    return `${has} no ${tasksInEnglish(view)}.`;
  },
};

const PRIORITIES_IN_ENGLISH: Readonly<Record<Priority, string>> = {
  urgent: 'urgent',
  high: 'high-priority',
  normal: 'normal-priority',
  low: 'low-priority',
};

const STAGES_IN_ENGLISH: Readonly<Record<TaskStage, string>> = { in_progress: 'in progress', on_hold: 'on hold' };

function tasksInEnglish(view: View): string {
  const { status, stage, site, query, overdue, blocked, unassigned, priority, days } = view;
  const doneThen = status === 'done' && days !== undefined;
  const state = status === 'open' ? 'open' : status === 'done' && !doneThen ? 'finished' : '';
  return [
    unassigned && 'unassigned',
    priority && PRIORITIES_IN_ENGLISH[priority],
    overdue && 'overdue',
    blocked && 'blocked',
    !overdue && !blocked && !stage && state,
    'tasks',
    stage && STAGES_IN_ENGLISH[stage],
    site && `at ${site.name}`,
    query && `like “${query}”`,
    days && `${doneThen ? 'done' : 'due'} ${days}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function possessive(name: string): string {
  return `${name}’${/s$/iu.test(name) ? '' : 's'}`;
}

export const viewsInSpanish: ViewPhrases = {
  heading: (view, count) =>
    `${capital([view.mine && 'sus', tasksInSpanish(view)].filter(Boolean).join(' '))} (${count}):`,
  none: ({ person, mine, ...view }) => {
    if (view.refs) return `No hay ninguna tarea ${numbers(view.refs)}.`;
    const has = mine ? 'Usted no tiene' : person ? `${person.name} no tiene` : 'No hay';
    return `${has} ${tasksInSpanish(view)}.`;
  },
};

const PRIORITIES_IN_SPANISH: Readonly<Record<Priority, string>> = {
  urgent: 'urgentes',
  high: 'de prioridad alta',
  normal: 'de prioridad normal',
  low: 'de prioridad baja',
};

const STAGES_IN_SPANISH: Readonly<Record<TaskStage, string>> = { in_progress: 'en curso', on_hold: 'en pausa' };

function tasksInSpanish(view: View): string {
  const { status, stage, person, mine, site, query, overdue, blocked, unassigned, priority, days } = view;
  const state = status === 'open' ? 'abiertas' : status === 'done' ? 'hechas' : '';
  return [
    'tareas',
    priority && PRIORITIES_IN_SPANISH[priority],
    overdue && 'atrasadas',
    blocked && 'bloqueadas',
    !overdue && !blocked && !stage && state,
    stage && STAGES_IN_SPANISH[stage],
    unassigned && 'sin asignar',
    person && !mine && `de ${person.name}`,
    site && `en ${site.name}`,
    query && `como «${query}»`,
    days && spanInSpanish(days, status === 'done'),
  ]
    .filter(Boolean)
    .join(' ');
}

function spanInSpanish(days: string, done: boolean): string {
  const [first = '', last] = days.split(' – ');
  if (last !== undefined) return `del ${first} al ${last}`;
  return done ? first : `para ${first}`;
}

function numbers(refs: readonly number[]): string {
  return refs.map((ref) => `#${ref}`).join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

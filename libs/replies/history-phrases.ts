import type { SetAnew } from '#core';

/** How one language tells what has happened to a record. */
export interface HistoryPhrases {
  readonly heading: (title: string) => string;
  readonly made: string;
  readonly done: string;
  readonly reopened: string;
  readonly deleted: string;
  readonly cancelled: string;
  readonly undone: string;
  readonly redone: string;
  readonly changed: string;
  readonly added: string;
  readonly removed: string;
  readonly checked: string;
  readonly unchecked: string;
  readonly amended: string;
  readonly cleared: string;
  /** In the place of a value that was taken away. */
  readonly none: string;
  readonly normal: string;
  readonly shared: string;
  readonly somebody: string;
  readonly earlier: string;
  readonly fields: Readonly<Record<Exclude<keyof SetAnew, 'dueHasTime'>, string>>;
}

export const historyInEnglish: HistoryPhrases = {
  heading: (title) => `📜 What happened to ${title}:`,
  made: 'made it',
  done: 'done',
  reopened: 'opened it again',
  deleted: 'deleted it',
  cancelled: 'cancelled it',
  undone: 'took a change back',
  redone: 'did it again after all',
  changed: 'changed it',
  added: 'added',
  removed: 'removed',
  checked: 'ticked',
  unchecked: 'unticked',
  amended: 'changed',
  cleared: 'cleared it',
  none: 'none',
  normal: 'normal',
  shared: 'everybody',
  somebody: 'FLRTS',
  earlier: '… and more before that',
  fields: {
    title: 'title',
    name: 'name',
    notes: 'notes',
    priority: 'priority',
    due: 'due',
    recurrence: 'repeats',
    assignees: 'for',
    people: 'for',
    site: 'site',
    parentRef: 'part of',
    blockedBy: 'waits for',
    private: 'seen by',
    status: 'status',
    stage: 'status',
  },
};

export const historyInSpanish: HistoryPhrases = {
  heading: (title) => `📜 Qué pasó con ${title}:`,
  made: 'lo creó',
  done: 'hecho',
  reopened: 'lo abrió de nuevo',
  deleted: 'lo borró',
  cancelled: 'lo canceló',
  undone: 'deshizo un cambio',
  redone: 'lo rehízo',
  changed: 'lo cambió',
  added: 'agregó',
  removed: 'quitó',
  checked: 'marcó',
  unchecked: 'desmarcó',
  amended: 'cambió',
  cleared: 'la vació',
  none: 'nada',
  normal: 'normal',
  shared: 'todos',
  somebody: 'FLRTS',
  earlier: '… y más antes de eso',
  fields: {
    title: 'título',
    name: 'nombre',
    notes: 'notas',
    priority: 'prioridad',
    due: 'para',
    recurrence: 'se repite',
    assignees: 'de',
    people: 'para',
    site: 'sitio',
    parentRef: 'parte de',
    blockedBy: 'espera a',
    private: 'la ve',
    status: 'estado',
    stage: 'estado',
  },
};

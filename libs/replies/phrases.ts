import type { Command, CommandName, Findings, FoundEntity, Priority, Role, Said, Summary, TaskStage } from '#core';
import type { RecurrenceWords } from './recurrence-words.ts';
import type { CommandNames } from './command-names.ts';
import type { HistoryPhrases } from './history-phrases.ts';
import type { ViewPhrases } from './view-phrases.ts';
import type { ReportPhrases } from './report-phrases.ts';

/** How one language says things. A new language is one more of these. */
export interface Phrases {
  readonly locale: string;
  /** "Done: #3 Fix pump" for each kind of change; `{}` stands for the record. */
  readonly changed: Readonly<Partial<Record<CommandName, string>>>;
  /** Reasons as the records give them, in this language, `{}` for names and numbers; others are said as they are. */
  readonly refusals: Readonly<Record<string, string>>;
  /** What the records say in place of somebody or something removed for good, in this language. */
  readonly gone: Readonly<Record<string, string>>;
  readonly again: string;
  readonly missed: string;
  readonly dueNow: string;
  readonly stillOpen: string;
  readonly snooze: string;
  readonly assign: string;
  readonly undo: string;
  readonly redo: string;
  /** After a question in a group. */
  readonly answerHere: string;
  /** On a button for somebody whose own chat with the bot is not open yet. */
  readonly startHere: string;
  readonly undone: string;
  readonly redone: string;
  readonly andMore: (count: number) => string;
  readonly unchanged: Readonly<Partial<Record<CommandName, string>>>;
  readonly today: string;
  readonly tomorrow: string;
  readonly yesterday: string;
  readonly repeats: RecurrenceWords;
  /** What is said of a task that repeats when it is done: "next: Tue 3 Dec, 09:00". */
  readonly next: string;
  readonly priority: Readonly<Record<Priority, string>>;
  /** How many of a task's parts are done. */
  readonly partsDone: (done: number, total: number) => string;
  /** A task was done whose parts are not. */
  readonly partsOpen: (count: number) => string;
  readonly stage: Readonly<Record<TaskStage, string>>;
  readonly subtaskOf: (ref: number) => string;
  readonly waitsFor: (refs: string) => string;
  /** Tasks that waited for what was just done. */
  readonly freed: (tasks: string) => string;
  readonly gaveYou: (who: string, task: string) => string;
  readonly free: (task: string, because: string) => string;
  /** Of a task that falls due and is nobody's. */
  readonly nobodys: string;
  readonly added: (items: string, list: string, created: boolean) => string;
  readonly removed: (items: string, list: string) => string;
  readonly checked: (items: string, list: string) => string;
  readonly unchecked: (items: string, list: string) => string;
  readonly amended: (items: string, list: string) => string;
  readonly cleared: (count: number, list: string) => string;
  readonly alreadyThere: (items: string) => string;
  readonly notThere: (items: string) => string;
  readonly views: ViewPhrases;
  /** Whoever listens, where somebody is named. */
  readonly you: string;
  readonly ofPerson: (name: string) => string;
  readonly ofSite: (name: string) => string;
  readonly ofQuery: (words: string) => string;
  readonly onlyYou: string;
  readonly everybody: string;
  readonly listsHeading: string;
  readonly crewHeading: (count: number) => string;
  readonly sitesHeading: (count: number) => string;
  readonly noLists: string;
  readonly allTicked: (name: string) => string;
  readonly emptyList: (name: string) => string;
  readonly left: (open: number, total: number) => string;
  readonly remindersHeading: (of: string, mine: boolean) => string;
  readonly noReminders: (of: string) => string;
  readonly more: string;
  readonly found: {
    readonly heading: (of: string) => string;
    readonly latest: (of: string) => string;
    readonly nothing: (of: string) => string;
    /** Said beside what was asked for: what was found looks like it only. */
    readonly as: (words: string) => string;
    readonly tryThis: string;
    readonly instead: Readonly<Record<NonNullable<Findings['instead']>, string>>;
    readonly kinds: Readonly<Partial<Record<FoundEntity, string>>>;
    readonly roles: Readonly<Record<Role, string>>;
  };
  readonly missing: Readonly<Record<string, string>>;
  /** Of what is only like it, there is one. */
  readonly whichOne: (label: string) => string;
  readonly which: (about: string) => string;
  readonly whichList: string;
  readonly confirm: (about: string) => string;
  readonly history: HistoryPhrases;
  readonly unsure: (command: string) => string;
  /** What can be made of a text that was not understood. */
  readonly makeIt: Readonly<Partial<Record<Command['entity'], string>>>;
  readonly unknownPerson: (name: string) => string;
  readonly unknownSite: (name: string) => string;
  /** A choice: the same without somebody nobody knows. */
  readonly without: (name: string) => string;
  readonly or: string;
  readonly yes: string;
  readonly no: string;
  readonly done: string;
  readonly show: string;
  readonly commandNames: CommandNames;
  readonly summary: Readonly<Record<Summary['about'], string>>;
  readonly section: Readonly<Record<Summary['sections'][number]['name'] | 'reminders', string>>;
  readonly nothingWaits: string;
  readonly andOthers: (count: number) => string;
  readonly explained: {
    readonly heading: string;
    readonly readAs: string;
    readonly sure: string;
    readonly missing: string;
    readonly why: string;
  };
  readonly settings: {
    readonly quiet: string;
    readonly digest: string;
    readonly timeZone: string;
    readonly language: string;
    readonly languages: Readonly<Record<string, string>>;
    readonly none: string;
    /** "the crew's", of a zone nobody chose for themselves. */
    readonly usual: string;
  };
  readonly said: Readonly<Record<Said['topic'], string>>;
  readonly and: string;
  readonly reports: ReportPhrases;
}

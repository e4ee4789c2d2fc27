import type { Command, CommandName, Priority, TaskStage } from './command.ts';
import type { Role } from './message.ts';
import type { ErrorCode } from './errors.ts';
import type { List, ListItem, NameRef, PersonSettings, Reminder, Task } from './records.ts';
import type { Checklist, Report, Template } from './report.ts';
import type { Found, FoundEntity } from './found.ts';
import type { History } from './history.ts';
import type { RouteGist } from './route.ts';

/** The record an outcome is about. */
export type Subject =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'reminder'; readonly reminder: Reminder }
  | { readonly kind: 'person'; readonly person: NameRef }
  | { readonly kind: 'site'; readonly site: NameRef }
  | { readonly kind: 'settings'; readonly settings: PersonSettings }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'template'; readonly template: Template };

/** One of several records a message could have meant. */
export interface Choice {
  readonly label: string;
  /** Tells somebody from another of that name. */
  readonly role?: Role;
  /** The command to carry out when this one is chosen. */
  readonly command: Command;
}

/** Something was created or altered. `items` are the list items touched; `before` is the record as it was. */
export interface Changed {
  readonly kind: 'changed';
  readonly command: CommandName;
  readonly subject: Subject;
  readonly before?: Subject;
  readonly items?: readonly ListItem[];
  /** Items already there, or not found. */
  readonly skipped?: readonly string[];
  /** The list was made on the way. */
  readonly created?: boolean;
  /** Tasks that waited for this one, and for nothing else any more. */
  /** Without a title when the speaker may not see it. */
  readonly freed?: readonly Pick<Task, 'ref' | 'title'>[];
  /** Nothing needed changing: it was so already. */
  readonly unchanged?: boolean;
  /** What was taken back, and how many changes went with it. */
  readonly undone?: { readonly command: CommandName; readonly subject: Subject };
  readonly count?: number;
  /** The audit entry by which the change can be undone. */
  readonly auditId?: number;
  /** Our own message that says this from now on, by its id on the platform. */
  readonly instead?: string;
}

/** Records that were asked for. */
export interface Shown {
  readonly kind: 'shown';
  readonly command: CommandName;
  readonly tasks?: readonly Task[];
  readonly lists?: readonly List[];
  readonly reminders?: readonly Reminder[];
  /** Everything below the one task that was asked for, whatever the depth. */
  readonly subtasks?: readonly Task[];
  readonly reports?: readonly Report[];
  readonly templates?: readonly Template[];
  /** The crew, and the names of the sites each works at; none: everywhere. */
  readonly people?: readonly { readonly name: string; readonly role?: Role; readonly sites: readonly string[] }[];
  readonly sites?: readonly NameRef[];
  /** Whom or what the view was narrowed to. */
  readonly of?: {
    readonly person?: NameRef;
    /** The person is the speaker. */
    readonly mine?: boolean;
    readonly refs?: readonly number[];
    readonly site?: NameRef;
    readonly status?: 'open' | 'done' | 'all';
    readonly stage?: TaskStage;
    readonly query?: string;
    readonly overdue?: boolean;
    readonly unassigned?: boolean;
    readonly blocked?: boolean;
    readonly priority?: Priority;
    /** Due, or done, from one instant up to another. */
    readonly within?: { readonly from: string; readonly until: string };
  };
  readonly more?: boolean;
}

/** A question back: nothing was done yet. */
export interface Asked {
  readonly kind: 'asked';
  readonly command: CommandName;
  readonly question: 'which' | 'missing' | 'confirm' | 'unsure' | 'unknown_person' | 'unknown_site';
  readonly missing?: readonly string[];
  /** What the question is about: the word that fits two records, the unknown name. */
  readonly about?: string;
  readonly choices?: readonly Choice[];
  /** Tells this question from others, so that a button answers the one it stands under. */
  readonly id?: string;
  /** The command as far as it is known, so that the answer can complete it. */
  readonly pending?: Command;
}

/** Not done, and why. */
export interface Refused {
  readonly kind: 'refused';
  readonly command: CommandName;
  readonly code: ErrorCode;
  readonly reason: string;
  /** The record has changed since the version that was named. */
  readonly stale?: boolean;
}

/** A reminder whose time has come. `late`: its time passed while nobody could say it. */
export interface Reminded {
  readonly kind: 'reminded';
  readonly command: 'reminder.show';
  readonly reminder: Reminder;
  readonly late?: boolean;
  /** Somebody to be called by name, because it is said in a chat of several. */
  readonly to?: readonly { readonly name: string; readonly externalId?: string }[];
}

/** A task that is due now; `escalated`: long since, and whoever gave it is told. */
export interface Nudged {
  readonly kind: 'nudged';
  readonly command: 'task.show';
  readonly task: Task;
  readonly escalated?: boolean;
}

/** Something that others did and somebody is to know: a task was given to them, or need not wait any more. */
export interface Told {
  readonly kind: 'told';
  readonly command: 'task.show';
  readonly what: 'given' | 'freed';
  readonly by?: NameRef;
  readonly task: Task;
  /** What it waited for. */
  readonly because?: Pick<Task, 'ref' | 'title'>;
}

/** Where things stand: for a shift that takes over, or for one person's day. Sections hold the first of `count` tasks. */
export interface Summary {
  readonly kind: 'summary';
  readonly command: 'report.status';
  readonly about: 'handoff' | 'digest';
  readonly sections: readonly {
    readonly name: 'done' | 'overdue' | 'new' | 'next' | 'today' | 'open';
    readonly tasks: readonly Task[];
    readonly count: number;
  }[];
  readonly reminders: readonly Reminder[];
}

/** A checklist as it stands: the next question, or that it was broken off. */
export interface Walked {
  readonly kind: 'walked';
  readonly command: CommandName;
  readonly checklist: Checklist;
  /** Our own message that asks the questions, by its id on the platform: it is changed instead of asking in another. */
  readonly instead?: string;
}

/** Where a document can be had; the link is good without a key until it expires. */
export interface Linked {
  readonly kind: 'linked';
  readonly command: CommandName;
  readonly title: string;
  /** How many reports it holds. */
  readonly count: number;
  readonly url: string;
  readonly until: string;
}

/** What was found among all records, best or latest first. */
export interface Findings {
  readonly kind: 'found';
  readonly command: 'search.ask';
  readonly items: readonly Found[];
  /** What was looked for. */
  readonly of: {
    readonly query?: string;
    readonly entity?: FoundEntity;
    readonly site?: NameRef;
    readonly person?: NameRef;
    readonly status?: 'open' | 'done';
    /** The time as it was said. */
    readonly time?: string;
    /** Only the last time was asked for. */
    readonly latest?: boolean;
  };
  readonly more?: boolean;
  /** Nothing is exactly that: these have some of the words, or all of them at another time, place or with other people. */
  readonly instead?: 'some_words' | 'elsewhere';
  /** Words that only look like what was asked for, where nothing has what was. */
  readonly guessed?: readonly string[];
}

/** How the last message was understood. */
export interface Explained {
  readonly kind: 'explained';
  readonly command: 'smalltalk.explain';
  readonly text: string;
  readonly route: RouteGist;
}

/** Nothing to record, only something to say. */
export interface Said {
  readonly kind: 'said';
  readonly command: CommandName;
  readonly topic:
    | 'help'
    | 'start'
    | 'version'
    | 'greet'
    | 'thank'
    | 'chat'
    | 'not_yet'
    | 'not_understood'
    | 'never_mind'
    | 'unknown_command'
    | 'no_such_command'
    | 'over_rest'
    | 'question_over'
    | 'failed'
    | 'stranger'
    | 'explain'
    | 'attachment_kept'
    | 'file_too_large'
    | 'file_lost';
  readonly about?: string;
}

/** What came of a command, as data: what changed, what was found, what is missing, or why not. */
export type Outcome =
  | Changed
  | Shown
  | Findings
  | History
  | Asked
  | Refused
  | Reminded
  | Nudged
  | Told
  | Summary
  | Walked
  | Linked
  | Explained
  | Said;

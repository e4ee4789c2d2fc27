import { Injectable } from '@nestjs/common';
import type {
  Command,
  List,
  Outcome,
  Priority,
  Reminder,
  Report,
  ReportRevision,
  RouteGist,
  Task,
  TaskStage,
  Template,
} from '#core';
import { rpc, SupabaseClient } from '#storage/supabase';
import { type Page, page, placeOf, type RawPage } from './page.ts';

/** Who looks: they are shown what is at their sites. Without a person it is the product itself, which sees everything. */
export interface Viewer {
  readonly organisationId: string;
  readonly personId?: string;
}

export interface PageAsked {
  readonly limit?: number;
  readonly cursor?: string;
}

export interface TaskFilter extends PageAsked {
  readonly id?: string;
  readonly refs?: readonly number[];
  readonly status?: 'open' | 'done' | 'all';
  readonly stage?: TaskStage;
  readonly assigneeId?: string;
  readonly siteId?: string;
  readonly parentId?: string;
  /** ISO instants. */
  readonly dueFrom?: string;
  readonly dueBefore?: string;
  /** Open, and due before the first; of those due on a day rather than at a time, before the second. */
  readonly overdueAt?: string;
  readonly overdueDay?: string;
  readonly priorities?: readonly Priority[];
  readonly unassigned?: boolean;
  /** Waits for a task that is still open, or is on hold. */
  readonly blocked?: boolean;
  /** Words of the title. */
  readonly query?: string;
  /** Newest first when not said; only then a cursor goes on from there. */
  readonly order?: 'likeness';
}

export interface ReminderFilter extends PageAsked {
  readonly id?: string;
  readonly refs?: readonly number[];
  readonly status?: string;
  readonly personId?: string;
  readonly query?: string;
}

export interface ReportFilter extends PageAsked {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly refs?: readonly number[];
  readonly siteId?: string;
  readonly personId?: string;
  /** ISO instants of what was observed: from the first, to before the last. */
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly query?: string;
  /** By when it was observed rather than by when it was filed. */
  readonly order?: 'observed';
}

export interface MessageFilter extends PageAsked {
  /** Whoever reads; what they may not see of others' words is withheld. */
  readonly viewerId?: string;
  readonly id?: string;
  readonly source?: string;
  readonly chat?: string;
  readonly personId?: string;
  readonly status?: string;
}

/** A message as it was said, and what came of it. */
export interface KeptMessage {
  readonly id: string;
  readonly seq: number;
  readonly source: string;
  readonly chat: string;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly text: string | null;
  readonly forwardedFrom: string | null;
  readonly sentAt: string;
  readonly status: 'pending' | 'done' | 'parked';
  readonly outcomes: readonly Outcome[] | null;
  readonly commands: readonly Command[] | null;
  readonly route: RouteGist | null;
  readonly delivery: { readonly status: string; readonly attempts: number } | null;
}

/** A reminder, a nudge or a digest, as it was put out. */
export interface Notice {
  readonly id: number;
  readonly at: string;
  readonly outcomes: readonly Outcome[];
}

/** Reports somebody was given a link to, and how that person reads. */
export interface LinkedReports extends Viewer {
  readonly reportIds: readonly string[];
  readonly language: string;
  readonly timeZone: string | null;
}

/** Looking records up. Nothing here changes anything; everything may throw `UnavailableError`. */
@Injectable()
export class Records {
  constructor(private readonly supabase: SupabaseClient) {}

  async tasks(viewer: Viewer, filter: TaskFilter): Promise<Page<Task>> {
    return page(await this.#show<Task>('show_fitting_tasks', viewer, filter), (task) => task.ref);
  }

  /** Lists, each only with the items that have all the words of one of the texts; `checked`: only ticked ones, or none. */
  listsWith(
    { organisationId, personId: viewerId }: Viewer,
    texts: readonly string[],
    checked?: boolean,
  ): Promise<List[]> {
    const p = { organisationId, viewerId, texts: texts.map((text) => text.toLowerCase()), checked };
    return rpc(this.supabase, 'show_items_like', { p });
  }

  async lists(viewer: Viewer, filter: PageAsked & { id?: string; name?: string }): Promise<Page<List>> {
    return page(await this.#show<List>('show_lists', viewer, filter), (list) => list.ref);
  }

  async reminders(viewer: Viewer, filter: ReminderFilter): Promise<Page<Reminder>> {
    return page(await this.#show<Reminder>('show_reminders', viewer, filter), (reminder) => reminder.ref);
  }

  async reports(viewer: Viewer, filter: ReportFilter): Promise<Page<Report>> {
    return page(await this.#show<Report>('show_reports', viewer, filter), (report) => report.ref);
  }

  /** A report as it was at each of its versions, the latest first; throws when there is no such report. */
  async reportRevisions(viewer: Viewer, id: string, asked: PageAsked): Promise<Page<ReportRevision>> {
    const filter = { id, ...asked };
    return page(await this.#show<ReportRevision>('show_report_revisions', viewer, filter), (one) => one.version);
  }

  async templates(viewer: Viewer, filter: PageAsked & { id?: string; siteId?: string }): Promise<Page<Template>> {
    return page(await this.#show<Template>('show_templates', viewer, filter), (template) => template.ref);
  }

  /** What a link leads to; undefined when it is wrong or over. */
  async behindLink(hash: string): Promise<LinkedReports | undefined> {
    return (await rpc<LinkedReports | null>(this.supabase, 'follow_link', { p: { hash } })) ?? undefined;
  }

  async messages(organisationId: string, { cursor, ...filter }: MessageFilter): Promise<Page<KeptMessage>> {
    const p = { organisationId, ...filter, beforeSeq: placeOf(cursor) };
    return page(await rpc<RawPage<KeptMessage>>(this.supabase, 'show_messages', { p }), (message) => message.seq);
  }

  /** What was said to a person on the page without being asked, oldest first; the latest twenty, or those after `afterId`. */
  notices(organisationId: string, personId: string, afterId?: number): Promise<Notice[]> {
    return rpc(this.supabase, 'show_notices', { p: { organisationId, personId, afterId } });
  }

  #show<T>(
    name: string,
    { organisationId, personId: viewerId }: Viewer,
    { cursor, ...filter }: PageAsked & { query?: string },
  ): Promise<RawPage<T>> {
    const p = { organisationId, viewerId, ...filter, ...words(filter.query), beforeRef: placeOf(cursor) };
    return rpc<RawPage<T>>(this.supabase, name, { p });
  }
}

/** A query as SQL wants it: word by word (with LIKE's wildcards as plain characters), and whole. */
export function words(query: string | undefined): { query?: readonly string[]; queryText?: string } {
  const found = query?.trim().split(/\s+/).filter(Boolean) ?? [];
  if (found.length === 0) return {};
  return { query: found.map((word) => word.replace(/[\\%_]/g, '\\$&')), queryText: found.join(' ') };
}

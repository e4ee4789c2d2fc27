import { isZone, listing, namesake, parentsFirst, pointing, text, texts } from './reading.ts';
import type { Row, Rows, Table } from './rows.ts';

/** Somebody or somewhere that is here already. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly telegramId?: string | null;
}

/** One record to be made of one row; ids of others are filled in when they are known. */
export interface Making {
  readonly table: Table;
  readonly id: string;
  readonly label: string;
  readonly path: string;
  readonly body: (idOf: IdOf) => object;
  /** What is done to it afterwards, by its path. */
  readonly afterwards?: 'complete';
}
export type IdOf = (table: Table, id: unknown) => string | undefined;

export interface Plan {
  readonly makings: readonly Making[];
  /** Rows that are somebody or somewhere here already: `table:id` → id here. */
  readonly matched: ReadonlyMap<string, string>;
  /** What is not taken over, or not wholly, and why. */
  readonly strange: readonly string[];
}

const STATUSES: Readonly<Record<string, 'open' | 'in_progress' | 'on_hold' | 'done'>> = {
  'to do': 'open',
  todo: 'open',
  open: 'open',
  pending: 'open',
  'in progress': 'in_progress',
  'on hold': 'on_hold',
  blocked: 'on_hold',
  done: 'done',
  completed: 'done',
};
const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

/** Decides what becomes of every row. Nothing is guessed: what is not understood is named in `strange`. */
export function planOf(rows: Rows, people: readonly Known[], sites: readonly Known[], now: Date): Plan {
  const strange: string[] = [];
  const matched = new Map<string, string>();
  const note = (table: Table, row: Row, what: string) => strange.push(`${table} ${text(row['id']) ?? '?'}: ${what}`);
  const makings = [
    ...rows.personnel.flatMap((row) => personOf(row)),
    ...rows.sites.flatMap((row) => siteOf(row)),
    ...rows.lists.flatMap((row) => listOf(row)),
    ...rows.field_reports.flatMap((row) => reportOf(row)),
    ...rows.brain_bot_documents.flatMap((row) => documentOf(row)),
    ...parentsFirst(rows.tasks).flatMap((row) => taskOf(row)),
    ...rows.reminders.flatMap((row) => reminderOf(row)),
  ];
  return { makings, matched, strange };

  function make(
    table: Table,
    row: Row,
    label: string,
    path: string,
    body: Making['body'],
    afterwards?: 'complete',
  ): Making[] {
    const id = text(row['id']);
    if (id) return [{ table, id, label, path, body, ...(afterwards && { afterwards }) }];
    note(table, row, 'has no id');
    return [];
  }

  function personOf(row: Row): Making[] {
    const name = text(row['full_name']) ?? [row['first_name'], row['last_name']].map(text).filter(Boolean).join(' ');
    if (!name || name.length > 80) return skip('personnel', row, 'has no name of at most 80 letters');
    const aliases = texts(row['aliases']);
    const telegramId = text(row['telegram_id']);
    const here =
      people.find((one) => telegramId && one.telegramId === telegramId) ?? namesake(people, [name, ...aliases]);
    if (here) return match('personnel', row, here);
    if (row['is_active'] === false) return skip('personnel', row, `${name} is not active any more`);
    if (row['app_role'] === 'admin') note('personnel', row, `${name} was an admin, and becomes an operator`);
    if (telegramId && !/^[1-9]\d{0,19}$/.test(telegramId)) note('personnel', row, `${telegramId} is no Telegram id`);
    return make('personnel', row, name, '/v1/people', () => ({
      name,
      aliases: aliases.filter((alias) => alias.length <= 80).slice(0, 20),
      ...(telegramId && /^[1-9]\d{0,19}$/.test(telegramId) && { telegramId }),
      ...zoneOf(row),
    }));
  }

  function zoneOf(row: Row): { timeZone?: string } {
    const timeZone = text(row['timezone']);
    if (!timeZone || isZone(timeZone)) return timeZone ? { timeZone } : {};
    note('personnel', row, `${timeZone} is no time zone`);
    return {};
  }

  function siteOf(row: Row): Making[] {
    const name = text(row['site_name']);
    if (!name || name.length > 80) return skip('sites', row, 'has no name of at most 80 letters');
    const here = namesake(sites, [name]);
    if (here) return match('sites', row, here);
    if (row['is_active'] === false) return skip('sites', row, `${name} is not active any more`);
    return make('sites', row, name, '/v1/sites', () => ({ name }));
  }

  function listOf(row: Row): Making[] {
    const name = text(row['list_name'])?.slice(0, 80);
    if (!name) return skip('lists', row, 'has no name');
    const items = rows.list_items
      .filter((item) => item['parent_list_id'] === row['id'])
      .toSorted((a, b) => Number(a['item_order'] ?? 0) - Number(b['item_order'] ?? 0))
      .filter((item) => item['is_complete_or_checked'] !== true)
      .flatMap(
        (item) => text(item['item_name_primary_text'])?.slice(0, 500) ?? skipped('list_items', item, 'says nothing'),
      );
    if (items.length > 200) note('lists', row, `${name} has ${items.length} items; the first 200 are taken`);
    return make('lists', row, name, '/v1/lists', () => ({
      name,
      ...(items.length > 0 && { items: items.slice(0, 200).map((one) => ({ text: one })) }),
    }));
  }

  function reportOf(row: Row): Making[] {
    const words = [row['report_title_summary'], row['report_content_full']].map(text).filter(Boolean).join('\n\n');
    const day = dayOf('field_reports', row, 'report_date');
    return filed('field_reports', row, words, day, row['site_id']);
  }

  function documentOf(row: Row): Making[] {
    const title = text(row['title']) ?? text(row['file_path']);
    const words = [title, text(row['content'])].filter(Boolean).join('\n\n');
    return filed('brain_bot_documents', row, words, instantOf('brain_bot_documents', row, 'created_at'), undefined);
  }

  /** Kept word for word: what was measured long ago is not read out of the words again. */
  function filed(table: Table, row: Row, words: string, observedAt: string | undefined, site: unknown): Making[] {
    if (!words) return skip(table, row, 'says nothing');
    if (words.length > 20_000) return skip(table, row, `has ${words.length} characters; a report may have 20,000`);
    const label = words.split('\n')[0]?.slice(0, 60) ?? '';
    return make(table, row, label, '/v1/reports', (idOf) => ({
      text: words,
      readings: [],
      equipment: [],
      followUps: [],
      ...(observedAt && { observedAt }),
      ...pointing(idOf, { siteId: ['sites', site] }),
    }));
  }

  function taskOf(row: Row): Making[] {
    const title = text(row['task_title']);
    if (!title || title.length > 500) return skip('tasks', row, 'has no title of at most 500 letters');
    const said = text(row['status']) ?? '';
    const status = STATUSES[said.toLowerCase()];
    if (!status) return skip('tasks', row, `"${title}" has the status "${said}", which is none of ours`);
    const priority = text(row['priority'])?.toLowerCase();
    const known = priority === 'medium' ? 'normal' : priority;
    if (known && !PRIORITIES.includes(known)) note('tasks', row, `the priority "${priority}" is none of ours`);
    const at = instantOf('tasks', row, 'due_at');
    const due = at ?? dayOf('tasks', row, 'due_date');
    const done = status === 'done' ? text(row['completion_date']) : undefined;
    const notes = [text(row['task_description_detailed']), done && `Done ${done}`]
      .filter(Boolean)
      .join('\n')
      .slice(0, 20_000);
    const body: Making['body'] = (idOf) => ({
      title,
      ...(notes && { notes }),
      ...(status !== 'open' && status !== 'done' && { stage: status }),
      ...(known && PRIORITIES.includes(known) && { priority: known }),
      ...(due && { due, dueHasTime: at !== undefined }),
      ...listing(idOf, 'assigneeIds', 'personnel', row['assigned_to_user_id']),
      ...pointing(idOf, { siteId: ['sites', row['site_id']], parentId: ['tasks', row['parent_task_id']] }),
    });
    return make('tasks', row, title, '/v1/tasks', body, status === 'done' ? 'complete' : undefined);
  }

  function reminderOf(row: Row): Making[] {
    const title = text(row['reminder_title']);
    const due = instantOf('reminders', row, 'reminder_date_time');
    if (!title || !due) return skip('reminders', row, 'has no title or no time');
    const status = text(row['status']) ?? '';
    if (status.toLowerCase() !== 'scheduled')
      return skip('reminders', row, `"${title}" is ${status || 'of no status'}`);
    const recurrence = text(row['recurrence_rule'])?.replace(/^RRULE:/i, '');
    if (!recurrence && new Date(due) <= now) return skip('reminders', row, `"${title}" was due ${due}`);
    return make('reminders', row, title, '/v1/reminders', (idOf) => ({
      title,
      due,
      ...(recurrence && { recurrence }),
      ...listing(idOf, 'personIds', 'personnel', row['user_to_remind_id']),
      ...pointing(idOf, { siteId: ['sites', row['related_site_id']] }),
    }));
  }

  function match(table: Table, row: Row, { id }: Known): Making[] {
    matched.set(`${table}:${text(row['id'])}`, id);
    return [];
  }

  function skip(table: Table, row: Row, why: string): Making[] {
    note(table, row, `${why}; not taken over`);
    return [];
  }

  function skipped(table: Table, row: Row, why: string): string[] {
    skip(table, row, why);
    return [];
  }

  function instantOf(table: Table, row: Row, column: string): string | undefined {
    const said = text(row[column]);
    if (said === undefined) return undefined;
    const isInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(said);
    const at = new Date(said);
    if (isInstant && !Number.isNaN(at.getTime())) return at.toISOString();
    note(table, row, `${column} is "${said}", which is no instant`);
    return undefined;
  }

  /** A day is told by its noon in UTC, which is the same day nearly everywhere. */
  function dayOf(table: Table, row: Row, column: string): string | undefined {
    const said = text(row[column]);
    if (said === undefined) return undefined;
    const noon = new Date(`${said}T12:00:00Z`);
    if (/^\d{4}-\d{2}-\d{2}$/.test(said) && noon.toISOString().startsWith(said)) return noon.toISOString();
    note(table, row, `${column} is "${said}", which is no day`);
    return undefined;
  }
}

import type { Records, Viewer } from '#stores';

/** Tasks, reports and reminders are each numbered by themselves. */
export type NumberedKind = 'task' | 'report' | 'reminder';

/** A report is called what it begins with. */
const LONGEST = 60;

/** A record by its short number. */
export interface Numbered {
  readonly kind: NumberedKind;
  readonly id: string;
  readonly ref: number;
  readonly title: string;
  /** Tells an open task from one that is done. */
  readonly mark: string;
}

/** The records of that number, of any kind or of one. */
export async function numbered(
  ref: number,
  viewer: Viewer,
  records: Records,
  only?: NumberedKind,
): Promise<Numbered[]> {
  const refs = [ref];
  const wanted = (kind: NumberedKind): boolean => only === undefined || only === kind;
  const [tasks, reports, reminders] = await Promise.all([
    wanted('task') ? records.tasks(viewer, { refs, status: 'all' }) : undefined,
    wanted('report') ? records.reports(viewer, { refs }) : undefined,
    wanted('reminder') ? records.reminders(viewer, { refs }) : undefined,
  ]);
  const of = (kind: NumberedKind, mark: string, { id, title }: Pick<Numbered, 'id' | 'title'>): Numbered => ({
    kind,
    id,
    ref,
    title: kind === 'report' && title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title,
    mark,
  });
  return [
    ...(tasks?.items ?? []).map((task) => of('task', task.status === 'done' ? '☑️' : '▫️', task)),
    ...(reports?.items ?? []).map((report) => of('report', '📝', report)),
    ...(reminders?.items ?? []).map((reminder) => of('reminder', '⏰', reminder)),
  ];
}

import type { Choice, Command, HistoryKind } from '#core';
import { nameOf } from '#core';
import type { Records, Step } from '#stores';
import { listsLike, listsNamed } from '../named-lists.ts';
import { numbered } from '../numbered.ts';
import { askFor, notFound, type Setting, settle } from '../processor.ts';

/** The record whose history is wanted. */
export interface Meant {
  readonly kind: HistoryKind;
  readonly id: string;
  readonly ref?: number;
  readonly title: string;
  readonly mark: string;
}

const KINDS: readonly (readonly [HistoryKind, RegExp])[] = [
  ['task', /^(?:task|tarea)\b\s*/iu],
  ['report', /^(?:(?:field )?report|reporte|informe)\b\s*/iu],
  ['reminder', /^(?:reminder|recordatorio)\b\s*/iu],
  ['list', /^(?:list|lista)\b\s*|\s+list$/iu],
];
const CHOICES = 8;

/** The one record that was named by kind and number, by its words, or spoken of last; or a question, or that there is none. */
export async function meantBy(command: Command, setting: Setting, records: Records): Promise<Meant | Step> {
  const { refs, query } = command.slots;
  const said = (query ?? '').replace(/^(?:the|la|el)\s+/iu, '').trim();
  const [kind, prefix] = KINDS.find(([, pattern]) => pattern.test(said)) ?? [];
  const words = prefix ? said.replace(prefix, '').trim() : said;
  const ref = kind === 'list' ? undefined : (refs?.[0] ?? numberIn(words));
  const found =
    ref === undefined || kind === 'list'
      ? await named(words, kind, setting, records)
      : await numbered(ref, setting.actor, records, kind);
  const [only, ...others] = found;
  const last = setting.known.last;
  if (!only && ref === undefined && words === '')
    return last && last.kind !== 'template' ? { ...last, kind: last.kind, mark: '' } : askFor(command, 'query');
  if (!only)
    return notFound(command, `There is nothing ${ref === undefined ? `like "${words}"` : `with the number #${ref}`}`);
  if (others.length === 0) return only;
  return settle({
    kind: 'asked',
    command: nameOf(command),
    question: 'which',
    about: ref === undefined ? words : `#${ref}`,
    choices: found.slice(0, CHOICES).map((one) => choiceOf(command, one)),
  });
}

function choiceOf(command: Command, { kind, ref, title, mark }: Meant): Choice {
  const query = kind === 'list' ? `list ${title}` : `${kind} ${ref}`;
  const label = `${mark} ${ref === undefined ? '' : `#${ref} `}${title}`;
  return { label, command: { ...command, slots: { query } } };
}

function numberIn(words: string): number | undefined {
  const [, digits] = /^#?r?(\d{1,7})$/iu.exec(words) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Lists by name, tasks by the words of their title. */
async function named(
  words: string,
  kind: HistoryKind | undefined,
  setting: Setting,
  records: Records,
): Promise<Meant[]> {
  if (words === '') return [];
  const { lists } = setting.known;
  const exactly = listsNamed(words, lists);
  const like = exactly.length > 0 ? exactly : kind === 'list' ? listsLike(words, lists) : [];
  if (like.length > 0 || kind === 'list')
    return like.map(({ id, name }) => ({ kind: 'list', id, title: name, mark: '📋' }));
  const { items } = await records.tasks(setting.actor, {
    query: words,
    status: 'all',
    order: 'likeness',
    limit: CHOICES,
  });
  const said = words.toLowerCase();
  const exact = items.filter(({ title }) => title.toLowerCase() === said);
  return (exact.length > 0 ? exact : items).map(({ id, ref, title }) => ({ kind: 'task', id, ref, title, mark: '▫️' }));
}

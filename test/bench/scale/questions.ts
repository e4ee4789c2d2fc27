import { termsOf } from '../../../libs/stores/terms.ts';
import { ORGANISATION, personId, siteId, VIEWER } from './seed.ts';

/** One thing asked of the database over and over: a function, and its argument as it is the n-th time. */
export interface Question {
  readonly name: string;
  readonly kind: 'list' | 'search' | 'claim' | 'audit';
  readonly rpc: string;
  readonly p: (n: number, tasks: number) => object;
}

const org = { organisationId: ORGANISATION, viewerId: VIEWER };
const list = (name: string, rpc: string, p: Question['p'] = () => ({})): Question => ({
  name,
  kind: 'list',
  rpc,
  p: (n, tasks) => ({ ...org, ...p(n, tasks) }),
});
const search = (name: string, q: string, p: Question['p'] = () => ({})): Question => ({
  name: `search: ${name}`,
  kind: 'search',
  rpc: 'search_find',
  p: (n, tasks) => ({ ...org, terms: termsOf(q.replace('{n}', String(n % 97))), ...p(n, tasks) }),
});
// a lease that is over at once: the same work waits for the next claim
const lease = { leaseSeconds: 0, limit: 10, maxAttempts: 1_000_000 };
const claim = (name: string, rpc: string): Question => ({
  name: `claim: ${name}`,
  kind: 'claim',
  rpc,
  p: (n) => ({ organisationId: ORGANISATION, owner: `bench-${n}`, ...lease }),
});
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** What the product asks of its records day in, day out. */
export const QUESTIONS: readonly Question[] = [
  list('tasks: newest', 'show_fitting_tasks'),
  list('tasks: a page in the middle', 'show_fitting_tasks', (_, tasks) => ({ beforeRef: Math.floor(tasks / 2) })),
  list('tasks: open, by due', 'show_fitting_tasks', () => ({ status: 'open', order: 'due' })),
  list('tasks: done', 'show_fitting_tasks', () => ({ status: 'done' })),
  list('tasks: of a person, open', 'show_fitting_tasks', (n) => ({
    assigneeId: personId(1 + (n % 20)),
    status: 'open',
  })),
  list('tasks: of a site', 'show_fitting_tasks', (n) => ({ siteId: siteId(1 + (n % 10)) })),
  list('tasks: due this week', 'show_fitting_tasks', () => ({ dueFrom: ago(3), dueBefore: ago(-4), order: 'due' })),
  list('tasks: overdue', 'show_fitting_tasks', () => ({ status: 'open', overdueAt: ago(0), overdueDay: ago(0) })),
  list('tasks: on hold', 'show_fitting_tasks', () => ({ status: 'open', stage: 'on_hold', order: 'due' })),
  list('tasks: blocked', 'show_fitting_tasks', () => ({ status: 'open', blocked: true, order: 'due' })),
  list('tasks: by number', 'show_fitting_tasks', (n) => ({ refs: [1 + (n % 900)] })),
  list('tasks: by words', 'show_fitting_tasks', () => ({ query: ['pump'], queryText: 'pump' })),
  list('tasks: by words, in the middle', 'show_fitting_tasks', (_, tasks) => ({
    query: ['pump'],
    queryText: 'pump',
    beforeRef: Math.floor(tasks / 2),
  })),
  list('reminders: waiting', 'show_reminders', () => ({ status: 'pending', order: 'due' })),
  list('reminders: newest', 'show_reminders'),
  list('lists', 'show_lists'),
  list('reports: newest', 'show_reports'),
  list('messages of a chat', 'show_messages', (n) => ({ source: 'telegram', chat: String(n % 50) })),
  search('a common word', 'pump'),
  search('two words', 'grease {n}'),
  search('a rare word', 'sn{n}x'),
  search('a typing mistake', 'genrator'),
  search('a word form, in Spanish', 'bombas'),
  // the few have five of them at a site: the same page of both
  search('words and a site', 'ladder', (n) => ({ siteId: siteId(1 + (n % 10)), limit: 5 })),
  search('what was done at a site last week', '', (n) => ({
    siteId: siteId(1 + (n % 10)),
    status: 'done',
    from: ago(7),
    to: ago(0),
  })),
  search('what a person did lately', '', (n) => ({ personId: personId(1 + (n % 20)), status: 'done' })),
  search('nothing like it', 'helicopter zeppelin'),
  { ...list('newest', 'show_audit'), name: 'audit: newest', kind: 'audit' },
  {
    ...list('of a person', 'show_audit', (n) => ({ personId: personId(1 + (n % 20)) })),
    name: 'audit: of a person',
    kind: 'audit',
  },
  {
    ...list('a page in the middle', 'show_audit', (_, tasks) => ({ beforeId: tasks })),
    name: 'audit: a page in the middle',
    kind: 'audit',
  },
  claim('messages', 'claim_messages'),
  claim('outbox', 'claim_outbox'),
  claim('reminders that are due', 'claim_due'),
];

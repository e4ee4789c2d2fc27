/** The organisation, and whoever asks, of a database that was filled here. */
export const ORGANISATION = '00000000-0000-4000-8000-000000000001';
export const VIEWER = personId(1);
export const PEOPLE = 20;
export const SITES = 10;

export function personId(n: number): string {
  return `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
}
export function siteId(n: number): string {
  return `00000000-0000-4000-a000-${String(n).padStart(12, '0')}`;
}

/** A word of a list, picked by a hash of the row's number, so that every run makes the same rows. */
const pick = (words: string, salt: string) =>
  `(array['${words.replaceAll(' ', "','")}'])[1 + abs(hashint4(n + ${salt})) % ${words.split(' ').length}]`;
const VERBS = 'check inspect repair replace grease paint order clean test drain fill move revisar cambiar limpiar';
const THINGS =
  'pump generator valve fence gate ladder filter compressor battery antenna tank hose belt fan roof door bomba puerta techo cable';
const WHERE = 'north south east west upper lower main spare';
/** "check the north pump 17", with a serial number now and then: a vocabulary that grows with the records, but slowly. */
const TITLE = `${pick(VERBS, '1')} || ' the ' || ${pick(WHERE, '2')} || ' ' || ${pick(THINGS, '3')} || ' ' || (n % 97)
  || case when n % 20 = 0 then ' serial sn' || (n / 20) || 'x' else '' end`;

/** Half of them, whoever they are of: enough for a full page of anything with few records, too. */
const OPEN = 'abs(hashint4(n + 13)) % 2 = 0';

/** Fills an empty database with `tasks` tasks and everything else in proportion; what waits is as much whatever the size. */
export function seed(tasks: number): string {
  return `
set session_replication_role = replica;
insert into public.organisations (id, name) values ('${ORGANISATION}', 'Scale');
insert into public.people (id, organisation_id, name, role)
  select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, '${ORGANISATION}', 'Person ' || n, case when n = 1 then 'admin' else 'operator' end
  from generate_series(1, ${PEOPLE}) n;
insert into public.sites (id, organisation_id, name)
  select ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, '${ORGANISATION}', 'Site ' || n from generate_series(1, ${SITES}) n;
insert into public.tasks (organisation_id, ref, title, notes, status, priority, due, site_id, created_by, completed_at, completed_by, source, created_at)
  select '${ORGANISATION}', n, ${TITLE}, case when n % 7 = 0 then 'the spare ' || ${pick(THINGS, '5')} || ' is in the truck' end,
    case when ${OPEN} then 'open' else 'done' end, case when n % 50 = 0 then 'high' else 'normal' end,
    now() + (${tasks} - n) * interval '-10 minutes' + interval '3 days', ('00000000-0000-4000-a000-' || lpad((1 + n % ${SITES})::text, 12, '0'))::uuid,
    ('00000000-0000-4000-9000-' || lpad((1 + n % ${PEOPLE})::text, 12, '0'))::uuid,
    case when not ${OPEN} then now() + (${tasks} - n) * interval '-10 minutes' end,
    case when not ${OPEN} then ('00000000-0000-4000-9000-' || lpad((1 + n % ${PEOPLE})::text, 12, '0'))::uuid end, 'rest',
    now() + (${tasks} - n) * interval '-10 minutes'
  from generate_series(1, ${tasks}) n;
insert into public.task_assignees (organisation_id, task_id, person_id)
  select organisation_id, id, ('00000000-0000-4000-9000-' || lpad((1 + ref % ${PEOPLE})::text, 12, '0'))::uuid from public.tasks;
update public.tasks set stage = case when ref % 20 = 0 then 'on_hold' else 'in_progress' end where status = 'open' and ref % 10 = 0;
insert into public.task_blockers (organisation_id, task_id, blocker_id)
  select t.organisation_id, t.id, b.id from public.tasks t join public.tasks b on b.ref = t.ref + 1 and b.status = 'open'
  where t.status = 'open' and t.ref % 10 = 3 order by t.ref desc limit 40;
insert into public.lists (organisation_id, ref, name, created_by, source)
  select '${ORGANISATION}', n, ${pick(THINGS, '7')} || ' list ' || n, '${VIEWER}', 'rest' from generate_series(1, greatest(40, ${tasks} / 100)) n;
insert into public.list_items (organisation_id, list_id, position, text)
  select l.organisation_id, l.id, n, ${pick(THINGS, '11')} || ' ' || n from public.lists l, generate_series(1, 10) n;
insert into public.reminders (organisation_id, ref, title, due, time_zone, status, created_by, source, chat)
  select '${ORGANISATION}', n, ${TITLE}, now() + (case when n <= 20 then -1 when n <= ${tasks} / 50 then n else -n end) * interval '1 minute', 'UTC',
    case when n <= ${tasks} / 50 or n <= 20 then 'pending' else 'sent' end, '${VIEWER}', 'telegram', '5' from generate_series(1, greatest(40, ${tasks} / 5)) n;
insert into public.reminder_people (organisation_id, reminder_id, person_id) select organisation_id, id, '${VIEWER}' from public.reminders;
insert into public.reports (organisation_id, ref, site_id, author_id, updated_by, observed_at, text, source)
  select '${ORGANISATION}', n, ('00000000-0000-4000-a000-' || lpad((1 + n % ${SITES})::text, 12, '0'))::uuid, '${VIEWER}', '${VIEWER}',
    now() - n * interval '1 hour', 'All well. Had to ' || ${TITLE} || '.', 'rest' from generate_series(1, greatest(40, ${tasks} / 10)) n;
insert into public.messages (organisation_id, source, source_id, chat, person_id, body, sent_at, status, outcomes)
  select '${ORGANISATION}', 'telegram', 'm' || n, (n % 50)::text, '${VIEWER}', jsonb_build_object('text', ${TITLE}), now(),
    case when n > ${tasks} - 50 then 'pending' else 'done' end, '[]' from generate_series(1, ${tasks}) n;
insert into public.outbox (organisation_id, dedupe, channel, chat, body, status)
  select '${ORGANISATION}', 'o' || n, 'telegram', (n % 50)::text, '{"outcomes": []}', case when n > ${tasks} - 50 then 'pending' else 'sent' end
  from generate_series(1, ${tasks}) n;
insert into public.audit (organisation_id, person_id, command, entity, entity_id, after)
  select '${ORGANISATION}', t.created_by, c, 'task', t.id, jsonb_build_object('subject', jsonb_build_object('kind', 'task', 'task', jsonb_build_object('title', t.title)))
  from public.tasks t, unnest(array['task.create', 'task.complete']) c;
set session_replication_role = origin;
select count(public.search_refresh('person', id)) from public.people;
select count(public.search_refresh('site', id)) from public.sites;
select count(public.search_refresh('list', id)) from public.lists;
select count(public.search_refresh('reminder', id)) from public.reminders;
select count(public.search_refresh('report', id)) from public.reports;
select count(public.search_refresh('task', id)) from (select id from public.tasks order by ref) t;
`;
}

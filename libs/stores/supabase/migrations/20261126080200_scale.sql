-- As fast with a hundred thousand records as with a thousand: looking records up costs what is asked for, and words are
-- looked up where search looks them up. A page asked for by words goes by number, as its cursor does.

create index tasks_due on public.tasks (organisation_id, due) where deleted_at is null;
create index tasks_done on public.tasks (organisation_id, completed_at desc) where deleted_at is null and completed_at is not null;
create index tasks_open_newest on public.tasks (organisation_id, ref desc) where status = 'open' and deleted_at is null;
create index tasks_made_by on public.tasks (created_by, ref desc) where deleted_at is null;
create index reminders_waiting on public.reminders (organisation_id, due) where status = 'pending' and deleted_at is null;
create index lists_newest on public.lists (organisation_id, ref desc) where deleted_at is null;
-- in the order in which they are claimed
create index messages_waiting on public.messages (organisation_id, seq) where status = 'pending';
create index outbox_waiting on public.outbox (organisation_id, id) where status = 'pending';
create index messages_newest on public.messages (organisation_id, seq desc);
create index messages_of_person on public.messages (organisation_id, person_id, seq desc);
create index search_entries_of_kind on public.search_entries (organisation_id, entity, seq desc);

-- The newest records of a kind whose words fit a query as search reads it ({query: words}); null when no words were said.
create function public.fitting_words(p jsonb, p_entity text, p_most int) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare wide text; ids uuid[];
begin
  if not p ? 'query' then return null; end if;
  wide := public.search_expanded(jsonb_build_object('organisationId', p -> 'organisationId', 'terms', (
    select jsonb_agg(jsonb_build_array(jsonb_build_object('text', w))) from jsonb_array_elements_text(p -> 'query') w))) ->> 'wide';
  if wide = '' then return '{}'; end if;
  execute 'select array_agg(x.record_id) from (select e.record_id from public.search_entries e
    where e.organisation_id = $1 and e.entity = $2 and e.words @@ $3 order by e.seq desc limit $4) x'
  into ids using (p ->> 'organisationId')::uuid, p_entity, wide::tsquery, p_most;
  return coalesce(ids, '{}');
end $$;

-- What a page of tasks is narrowed by, as conditions over $1 (what was asked), $2 (the viewer's sites), $3 (the ids whose words fit).
create function public.task_conditions(p jsonb, sites uuid[]) returns text
language sql immutable security invoker set search_path = '' as $$
  select concat_ws(' and ', 't.organisation_id = ($1 ->> ''organisationId'')::uuid', 't.deleted_at is null',
    case when sites is not null then '(t.site_id is null or t.site_id = any ($2) or t.created_by = ($1 ->> ''viewerId'')::uuid or exists (
      select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = ($1 ->> ''viewerId'')::uuid))' end,
    case when p ? 'query' then 't.id = any ($3)' end,
    case when p ? 'id' then 't.id = ($1 ->> ''id'')::uuid' end,
    case when p ? 'refs' then 't.ref = any (array(select r::int from jsonb_array_elements_text($1 -> ''refs'') r))' end,
    -- what repeats was done, and is open again
    case when coalesce(p ->> 'status', 'all') <> 'all' and not p ? 'completedFrom' then format('t.status = %L', p ->> 'status') end,
    case when p ? 'siteId' then 't.site_id = ($1 ->> ''siteId'')::uuid' end,
    case when p ? 'parentId' then 't.parent_id = ($1 ->> ''parentId'')::uuid' end,
    case when p ? 'assigneeId' then 'exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = ($1 ->> ''assigneeId'')::uuid)' end,
    case when p ? 'beforeRef' then 't.ref < ($1 ->> ''beforeRef'')::int' end,
    case when p ? 'dueFrom' then 't.due >= ($1 ->> ''dueFrom'')::timestamptz' end,
    case when p ? 'dueBefore' then 't.due < ($1 ->> ''dueBefore'')::timestamptz' end,
    -- a day is over when it is over; `overdueDay` is the beginning of today
    case when p ? 'overdueAt' then 't.status = ''open'' and t.due < ($1 ->> ''overdueAt'')::timestamptz
      and (t.due_has_time or t.due < ($1 ->> ''overdueDay'')::timestamptz)' end,
    case when p ? 'priorities' then 't.priority = any (array(select jsonb_array_elements_text($1 -> ''priorities'')))' end,
    case when (p ->> 'unassigned')::boolean then 'not exists (select 1 from public.task_assignees a where a.task_id = t.id)' end,
    case when p ? 'completedFrom' then 't.completed_at >= ($1 ->> ''completedFrom'')::timestamptz' end,
    case when p ? 'completedBefore' then 't.completed_at < ($1 ->> ''completedBefore'')::timestamptz' end)
$$;

create or replace function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'task', case when p ->> 'order' = 'likeness' then 200 else 2000 end);
  sorted := case p ->> 'order' when 'likeness' then 'extensions.word_similarity($1 ->> ''queryText'', t.title) desc, t.ref desc'
    when 'due' then 't.due, t.ref desc' else 't.ref desc' end;
  -- the page first, and only its rows as the API shows them
  execute format('select coalesce(jsonb_agg(public.task_json(x.t) order by x.o), ''[]'') from (
    select t, row_number() over (order by %1$s) o from public.tasks t where %2$s order by %1$s limit $4) x',
    sorted, public.task_conditions(p, sites)) into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.show_fitting_tasks(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.show_tasks(p)
$$;
drop function public.fitting(jsonb);

create or replace function public.show_reminders(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'reminder', 2000);
  sorted := case p ->> 'order' when 'due' then 'r.due, r.ref desc' else 'r.ref desc' end;
  execute format('select coalesce(jsonb_agg(public.reminder_json(x.r) order by x.o), ''[]'') from (
    select r, row_number() over (order by %1$s) o from public.reminders r where %2$s order by %1$s limit $4) x', sorted,
    concat_ws(' and ', 'r.organisation_id = ($1 ->> ''organisationId'')::uuid', 'r.deleted_at is null',
      case when sites is not null then '(r.site_id is null or r.site_id = any ($2) or r.created_by = ($1 ->> ''viewerId'')::uuid or exists (
        select 1 from public.reminder_people x where x.reminder_id = r.id and x.person_id = ($1 ->> ''viewerId'')::uuid))' end,
      case when p ? 'query' then 'r.id = any ($3)' end,
      case when p ? 'id' then 'r.id = ($1 ->> ''id'')::uuid' end,
      case when p ? 'refs' then 'r.ref = any (array(select x::int from jsonb_array_elements_text($1 -> ''refs'') x))' end,
      case when p ? 'status' then format('r.status = %L', p ->> 'status') end,
      case when p ? 'personId' then 'exists (select 1 from public.reminder_people x where x.reminder_id = r.id and x.person_id = ($1 ->> ''personId'')::uuid)' end,
      case when p ? 'beforeRef' then 'r.ref < ($1 ->> ''beforeRef'')::int' end))
  into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

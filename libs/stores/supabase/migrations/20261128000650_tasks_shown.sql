-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Tasks as they are asked for: a page of them, one with everything below it.

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

-- Tasks by what is said of them. Of a very common word the newest few hundred, which is what a page can be made of as fast
-- as ever.
create function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'task', case when p ->> 'order' = 'likeness' then 200 else 400 end);
  sorted := case p ->> 'order' when 'likeness' then 'extensions.word_similarity($1 ->> ''queryText'', t.title) desc, t.ref desc'
    when 'due' then 't.due, t.ref desc' else 't.ref desc' end;
  -- the page first, and only its rows as the API shows them
  execute format('select coalesce(jsonb_agg(public.task_json(x.t) order by x.o), ''[]'') from (
    select t, row_number() over (order by %1$s) o from public.tasks t where %2$s order by %1$s limit $4) x',
    sorted, public.task_conditions(p, sites)) into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create function public.show_fitting_tasks(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.show_tasks(p)
$$;

-- One task that was asked for comes with everything below it.
create function public.task_show(ctx jsonb, a jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare p jsonb := a || jsonb_build_object('organisationId', ctx -> 'organisationId'); r jsonb; below jsonb;
begin
  r := public.shown('tasks', public.show_fitting_tasks(p));
  if jsonb_array_length(coalesce(a -> 'refs', '[]')) <> 1 or jsonb_array_length(r -> 'shown' -> 'tasks') <> 1 then return r; end if;
  select jsonb_agg(s.ref) into below from public.subtasks_of((r -> 'shown' -> 'tasks' -> 0 ->> 'id')::uuid) s;
  if below is null then return r; end if;
  return jsonb_set(r, '{shown,subtasks}', public.show_tasks(
    jsonb_build_object('organisationId', ctx -> 'organisationId', 'viewerId', a -> 'viewerId', 'refs', below, 'limit', 200)) -> 'items');
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What is narrowed to what waits for others, and what an answer to a message without a platform's id is about.

-- replaces task_conditions, from 20261128050000
create or replace function public.task_conditions(p jsonb, sites uuid[]) returns text
language sql immutable security invoker set search_path = '' as $$
  select concat_ws(' and ', 't.organisation_id = ($1 ->> ''organisationId'')::uuid', 't.deleted_at is null',
    case when sites is not null then '(t.site_id is null or t.site_id = any ($2) or t.created_by = ($1 ->> ''viewerId'')::uuid or exists (
      select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = ($1 ->> ''viewerId'')::uuid))' end,
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
    case when (p ->> 'blocked')::boolean then 't.status = ''open'' and exists (select 1 from public.task_blockers w
      join public.tasks b on b.id = w.blocker_id where w.task_id = t.id and b.status = ''open'' and b.deleted_at is null)' end,
    case when p ? 'completedFrom' then 't.completed_at >= ($1 ->> ''completedFrom'')::timestamptz' end,
    case when p ? 'completedBefore' then 't.completed_at < ($1 ->> ''completedBefore'')::timestamptz' end)
$$;

-- over REST a message is known by its own id
-- replaces record_behind, from 20261128000400
create or replace function public.record_behind(org uuid, p_source text, p_chat text, p_platform_id text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.gist_of_outcome(o) from (
    select body -> 'outcomes' outcomes from public.outbox
    where organisation_id = org and channel = p_source and chat = p_chat and platform_id = p_platform_id
    union all
    select outcomes from public.messages
    where organisation_id = org and source = p_source and chat = p_chat and body ->> 'platformId' = p_platform_id and body ? 'platformId'
    union all
    select outcomes from public.messages
    where id = case when p_platform_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_platform_id::uuid end
      and organisation_id = org and source = p_source and chat = p_chat
  ) m, jsonb_array_elements(coalesce(m.outcomes, '[]')) o
  where public.gist_of_outcome(o) is not null limit 1
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- How far an open task is, as crews say it: under way, or waiting for something that is no task. Done is a status; what is done, or
-- begins anew, is at no stage.
alter table public.tasks add column stage text check (stage in ('in_progress', 'on_hold'));
create index tasks_at_stage on public.tasks (organisation_id, due, ref) where stage is not null and status = 'open' and deleted_at is null;

-- replaces task_json, from 20261128040000
create or replace function public.task_json(t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'ref', t.ref, 'title', t.title, 'notes', t.notes, 'status', t.status, 'stage', t.stage, 'priority', t.priority,
    'due', public.instant(t.due), 'dueHasTime', t.due_has_time, 'timeZone', t.time_zone,
    'recurrence', t.recurrence, 'recurrenceFrom', t.recurrence_from, 'startsAt', public.instant(t.starts_at),
    'assignees', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by a.position, p.name)
      from public.task_assignees a join public.people p on p.id = a.person_id where a.task_id = t.id), '[]'),
    'site', (select jsonb_build_object('id', s.id, 'name', s.name) from public.sites s where s.id = t.site_id),
    'parentId', t.parent_id, 'parentRef', (select ref from public.tasks where id = t.parent_id),
    'progress', case when exists (select 1 from public.tasks c where c.parent_id = t.id)
      then public.progress_of(t.id) else '{"done": 0, "total": 0}' end,
    'blockedBy', case when exists (select 1 from public.task_blockers b where b.task_id = t.id)
      then public.blockers_of(t.id) else '[]' end,
    'createdBy', (select jsonb_build_object('id', p.id, 'name', p.name) from public.people p where p.id = t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

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
    case when p ? 'stage' then format('t.stage = %L and t.status = ''open''', p ->> 'stage') end,
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
    case when (p ->> 'blocked')::boolean then 't.status = ''open'' and (t.stage = ''on_hold'' or exists (select 1 from public.task_blockers w
      join public.tasks b on b.id = w.blocker_id where w.task_id = t.id and b.status = ''open'' and b.deleted_at is null))' end,
    case when p ? 'completedFrom' then 't.completed_at >= ($1 ->> ''completedFrom'')::timestamptz' end,
    case when p ? 'completedBefore' then 't.completed_at < ($1 ->> ''completedBefore'')::timestamptz' end)
$$;

-- replaces task_create, from 20261128000600
create or replace function public.task_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; parent public.tasks;
begin
  if a ? 'parentId' or a ? 'parentRef' then
    parent := public.task_of(ctx, case when a ? 'parentId'
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end);
  end if;
  insert into public.tasks (organisation_id, title, notes, priority, due, due_has_time, time_zone, recurrence, recurrence_from,
    site_id, parent_id, created_by, source, message_id, stage)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', a ->> 'notes', coalesce(a ->> 'priority', 'normal'),
    (a ->> 'due')::timestamptz, coalesce((a ->> 'dueHasTime')::boolean, a ? 'due'), a ->> 'timeZone', a ->> 'recurrence',
    coalesce(a ->> 'recurrenceFrom', 'schedule'),
    coalesce((a ->> 'siteId')::uuid, parent.site_id), parent.id, (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid,
    a ->> 'stage')
  returning * into t;
  if jsonb_array_length(coalesce(a -> 'assigneeIds', '[]')) > 0 then
    perform public.give(ctx, t, a -> 'assigneeIds');
  end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, null);
end $$;

create function public.may_be_at(t public.tasks, p_stage text) returns void
language plpgsql stable security invoker set search_path = '' as $$
begin
  if p_stage is not null and t.status = 'done' then
    raise sqlstate 'PT409' using message = 'Task #' || t.ref || ' is done; open it again first';
  end if;
end $$;

-- Whoever may do a task may say how far it is. a: {id | ref, stage, moreNotes?}: why is added to what is noted.
create function public.task_stage(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  if t.stage is not distinct from a ->> 'stage' and not a ? 'moreNotes' then return public.task_changed(t, b, true); end if;
  perform public.may_be_at(t, a ->> 'stage');
  update public.tasks set stage = a ->> 'stage',
    notes = case when a ? 'moreNotes' then concat_ws(E'\n', nullif(notes, ''), a ->> 'moreNotes') else notes end,
    version = version + 1, updated_at = now()
  where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;
insert into public.operations (name, carried_out_by) values ('task.stage', 'task_stage');

-- every key that is present is set; null clears it.
-- replaces task_update, from 20261128000600
create or replace function public.task_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  perform public.may_be_at(t, a ->> 'stage');
  update public.tasks set
    title = case when a ? 'title' then a ->> 'title' else title end,
    notes = case when a ? 'notes' then a ->> 'notes' else notes end,
    stage = case when a ? 'stage' then a ->> 'stage' else stage end,
    priority = case when a ? 'priority' then coalesce(a ->> 'priority', 'normal') else priority end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    due_has_time = case when a ? 'due' then coalesce((a ->> 'dueHasTime')::boolean, a ->> 'due' is not null) else due_has_time end,
    time_zone = case when a ? 'due' then a ->> 'timeZone' else time_zone end,
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    recurrence_from = case when a ? 'recurrenceFrom' then coalesce(a ->> 'recurrenceFrom', 'schedule')
      when a ? 'recurrence' then 'schedule' else recurrence_from end,
    site_id = case when a ? 'siteId' then (a ->> 'siteId')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = t.id returning * into t;
  t := public.set_parent(ctx, t, a);
  if a ? 'assigneeIds' then perform public.give(ctx, t, a -> 'assigneeIds'); end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, b);
end $$;

-- replaces task_complete, from 20261128000600
create or replace function public.task_complete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t); below uuid[];
begin
  if t.status = 'done' then return public.task_changed(t, b, true); end if;
  if t.recurrence is null or a -> 'next' = 'null' then
    update public.tasks set status = 'done', stage = null, completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
      version = version + 1, updated_at = now() where id = t.id returning * into t;
    return public.task_changed(t, b) || public.set_free(ctx, t);
  end if;
  -- said twice, by two people or by one who presses again: it was done once
  if t.completed_at > now() - interval '10 minutes' and t.due > (a ->> 'now')::timestamptz then
    return public.task_changed(t, b, true);
  end if;
  if not a ? 'next' or (a -> 'next' ->> 'instead')::timestamptz is distinct from t.due then
    raise sqlstate 'PT409' using message = 'Task #' || t.ref || ' was changed just now; say it again';
  end if;
  select coalesce(array_agg(id), '{}') into below from public.subtasks_of(t.id) where status = 'done';
  if cardinality(below) > 0 then
    b := jsonb_set(b, '{task,subtasks}', public.states_of(below));
    update public.tasks set status = 'open', completed_at = null, completed_by = null, version = version + 1, updated_at = now()
    where id = any (below);
  end if;
  update public.tasks set due = (a -> 'next' ->> 'due')::timestamptz, stage = null, completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b) || public.set_free(ctx, t);
end $$;

-- A task as the snapshot has it; without one it is deleted, with its subtasks. A new column of a task comes here, and into
-- `task_json`; so with the other records.
-- replaces task_restore, from 20261128000600
-- What is taken back is a part of what it was a part of, unless that is gone or has become a part of it.
create or replace function public.task_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; b jsonb; gone timestamptz; a jsonb := public.altered(ctx, p_snapshot);
begin
  select * into t from public.tasks where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when t.deleted_at is null then public.task_subject(t) end;
  gone := t.deleted_at;
  if p_snapshot is null then
    return public.task_delete(ctx, jsonb_build_object('id', p_id));
  end if;
  update public.tasks set deleted_at = null,
    title = case when a ? 'title' then a ->> 'title' else title end,
    notes = case when a ? 'notes' then a ->> 'notes' else notes end,
    status = case when a ? 'status' then a ->> 'status' else status end,
    stage = case when a ? 'stage' then a ->> 'stage' else stage end,
    priority = case when a ? 'priority' then a ->> 'priority' else priority end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    due_has_time = case when a ? 'dueHasTime' then (a ->> 'dueHasTime')::boolean else due_has_time end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    recurrence_from = case when a ? 'recurrenceFrom' then a ->> 'recurrenceFrom' else recurrence_from end,
    starts_at = case when a ? 'startsAt' then (a ->> 'startsAt')::timestamptz else starts_at end,
    site_id = case when a ? 'site' then (a -> 'site' ->> 'id')::uuid else site_id end,
    parent_id = case when not a ? 'parentId' then parent_id when a ->> 'parentId' is null then null else coalesce(
      (select x.id from public.tasks x where x.id = (a ->> 'parentId')::uuid and x.deleted_at is null and x.id <> p_id
        and not exists (select 1 from public.subtasks_of(p_id) y where y.id = x.id)), parent_id) end,
    completed_at = case when a ? 'completedAt' then (a ->> 'completedAt')::timestamptz else completed_at end,
    completed_by = case when not a ? 'completedAt' then completed_by when a ->> 'completedAt' is not null then coalesce(
      (select x.person_id from public.audit x where x.entity = 'task' and x.entity_id = p_id and x.command = 'task.complete'
        order by x.id desc limit 1), (ctx ->> 'personId')::uuid) end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into t;
  if a ? 'assignees' then
    perform public.set_assignees(p_id, (select coalesce(jsonb_agg(x -> 'id'), '[]') from jsonb_array_elements(a -> 'assignees') x));
  end if;
  if a ? 'blockedBy' then
    delete from public.task_blockers where task_id = p_id;
    insert into public.task_blockers (task_id, blocker_id)
    select p_id, (x ->> 'id')::uuid from jsonb_array_elements(a -> 'blockedBy') x on conflict do nothing;
  end if;
  -- what was below a repeating task and began anew with it
  if a ? 'subtasks' then
    b := jsonb_set(b, '{task,subtasks}', public.states_of(array(select (x ->> 'id')::uuid from jsonb_array_elements(a -> 'subtasks') x)));
    update public.tasks c set status = x ->> 'status', completed_at = (x ->> 'completedAt')::timestamptz,
      completed_by = (x ->> 'completedBy')::uuid, version = c.version + 1, updated_at = now()
    from jsonb_array_elements(a -> 'subtasks') x where c.id = (x ->> 'id')::uuid;
  end if;
  if gone is not null then
    with recursive branch as (
      select p_id id union all
      select c.id from public.tasks c join branch on c.parent_id = branch.id where c.deleted_at = gone)
    update public.tasks set deleted_at = null, version = version + 1, updated_at = now()
    where id in (select id from branch) and id <> p_id;
  end if;
  return public.task_changed(t, b);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

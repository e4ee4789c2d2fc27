-- Tasks that repeat: completing one moves it on to its next time, under the same number.
alter table public.tasks
  -- whether the repetition keeps to the calendar or is counted from when it was done last
  add column recurrence_from text not null default 'schedule' check (recurrence_from in ('schedule', 'completion')),
  -- where the repetition is counted from
  add column starts_at timestamptz;
update public.tasks set starts_at = due where due is not null;

create or replace function public.task_times() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.starts_at := coalesce(new.starts_at, new.due);
    return new;
  end if;
  -- a task that gets another time is nudged about anew
  if new.due is distinct from old.due then new.nudged_at := null; new.escalated_at := null; end if;
  -- set anew by somebody, not moved on by being done (or by taking that back): it counts from there
  if new.completed_at is not distinct from old.completed_at and new.starts_at is not distinct from old.starts_at
      and (new.due is distinct from old.due or new.recurrence is distinct from old.recurrence) then
    new.starts_at := new.due;
  end if;
  return new;
end $$;
drop trigger tasks_times on public.tasks;
create trigger tasks_times before insert or update on public.tasks for each row execute function public.task_times();

-- Everything below a task, whatever the depth.
create function public.subtasks_of(p_id uuid) returns setof public.tasks
language sql stable security invoker set search_path = '' as $$
  with recursive branch as (
    select c.* from public.tasks c where c.parent_id = p_id and c.deleted_at is null
    union
    select c.* from public.tasks c join branch b on c.parent_id = b.id where c.deleted_at is null)
  select * from branch
$$;

create function public.progress_of(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('done', count(*) filter (where s.status = 'done'), 'total', count(*)) from public.subtasks_of(p_id) s
$$;

create or replace function public.task_json(t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'ref', t.ref, 'title', t.title, 'notes', t.notes, 'status', t.status, 'priority', t.priority,
    'due', public.instant(t.due), 'dueHasTime', t.due_has_time, 'timeZone', t.time_zone,
    'recurrence', t.recurrence, 'recurrenceFrom', t.recurrence_from, 'startsAt', public.instant(t.starts_at),
    'assignees', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by a.position, p.name)
      from public.task_assignees a join public.people p on p.id = a.person_id where a.task_id = t.id), '[]'),
    'site', public.site_ref(t.site_id),
    'parentId', t.parent_id, 'parentRef', (select ref from public.tasks where id = t.parent_id),
    'progress', public.progress_of(t.id),
    'createdBy', public.person_ref(t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

create or replace function public.task_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; parent uuid;
begin
  if a ? 'parentId' or a ? 'parentRef' then
    parent := (public.task_of(ctx, case when a ? 'parentId'
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end)).id;
  end if;
  insert into public.tasks (organisation_id, title, notes, priority, due, due_has_time, time_zone, recurrence, recurrence_from,
    site_id, parent_id, created_by, source, message_id)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', a ->> 'notes', coalesce(a ->> 'priority', 'normal'),
    (a ->> 'due')::timestamptz, coalesce((a ->> 'dueHasTime')::boolean, a ? 'due'), a ->> 'timeZone', a ->> 'recurrence',
    coalesce(a ->> 'recurrenceFrom', 'schedule'),
    (a ->> 'siteId')::uuid, parent, (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
  returning * into t;
  if jsonb_array_length(coalesce(a -> 'assigneeIds', '[]')) > 0 then
    perform public.set_assignees(t.id, a -> 'assigneeIds');
  end if;
  return public.task_changed(t, null);
end $$;

-- every key that is present is set; null clears it
create or replace function public.task_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  update public.tasks set
    title = case when a ? 'title' then a ->> 'title' else title end,
    notes = case when a ? 'notes' then a ->> 'notes' else notes end,
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
  if a ? 'assigneeIds' then perform public.set_assignees(t.id, a -> 'assigneeIds'); end if;
  return public.task_changed(t, b);
end $$;

-- The state of some tasks, so that it can be put back.
create function public.states_of(p_ids uuid[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'status', status, 'completedAt', completed_at, 'completedBy', completed_by)), '[]')
  from public.tasks where id = any (p_ids)
$$;

-- `next` says when a repeating task is to be done again, reckoned from the `due` it had when that was reckoned; null: never again.
create or replace function public.task_complete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t); below uuid[];
begin
  if t.status = 'done' then return public.task_changed(t, b, true); end if;
  if t.recurrence is null or a -> 'next' = 'null' then
    update public.tasks set status = 'done', completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
      version = version + 1, updated_at = now() where id = t.id returning * into t;
    return public.task_changed(t, b);
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
  update public.tasks set due = (a -> 'next' ->> 'due')::timestamptz, completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

-- The definition of 20261126010000, with what is new here.
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
    priority = case when a ? 'priority' then a ->> 'priority' else priority end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    due_has_time = case when a ? 'dueHasTime' then (a ->> 'dueHasTime')::boolean else due_has_time end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    recurrence_from = case when a ? 'recurrenceFrom' then a ->> 'recurrenceFrom' else recurrence_from end,
    starts_at = case when a ? 'startsAt' then (a ->> 'startsAt')::timestamptz else starts_at end,
    site_id = case when a ? 'site' then (a -> 'site' ->> 'id')::uuid else site_id end,
    completed_at = case when a ? 'completedAt' then (a ->> 'completedAt')::timestamptz else completed_at end,
    completed_by = case when not a ? 'completedAt' then completed_by when a ->> 'completedAt' is not null then coalesce(
      (select x.person_id from public.audit x where x.entity = 'task' and x.entity_id = p_id and x.command = 'task.complete'
        order by x.id desc limit 1), (ctx ->> 'personId')::uuid) end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into t;
  if a ? 'assignees' then
    perform public.set_assignees(p_id, (select coalesce(jsonb_agg(x -> 'id'), '[]') from jsonb_array_elements(a -> 'assignees') x));
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

-- Done since: also what repeats and is open again.
create or replace function public.count_and_show(p jsonb, p_limit int) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('tasks', coalesce(jsonb_agg(public.task_json(x.t)) filter (where x.n <= p_limit), '[]'), 'count', count(*))
  from (select t, row_number() over (order by t.due nulls last, t.ref) n from public.tasks t
    where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
      and (not p ? 'status' or t.status = p ->> 'status' or p ? 'completedSince')
      and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
      and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
        where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
      and (not p ? 'completedSince' or t.completed_at >= (p ->> 'completedSince')::timestamptz)
      and (not p ? 'createdSince' or t.created_at >= (p ->> 'createdSince')::timestamptz)
      and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
      and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
    order by n) x
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

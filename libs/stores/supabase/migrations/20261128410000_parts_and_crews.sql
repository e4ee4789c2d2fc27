-- A task becomes a part of another, or of none any more; people come to a task beside those it has, or leave it.

-- A part never holds its whole, nor waits for it; whoever makes it one sees both. Where it has no place of its own it is
-- where its whole is.
create function public.set_parent(ctx jsonb, t public.tasks, a jsonb) returns public.tasks
language plpgsql security invoker set search_path = '' as $$
declare w public.tasks;
begin
  if not a ?| array['parentId', 'parentRef'] then return t; end if;
  -- two that are made parts of each other at once must not both be
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':parts', 10));
  if a ->> 'parentId' is not null or a ? 'parentRef' then
    w := public.task_of(ctx, case when a ->> 'parentId' is not null
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end);
    if not public.sees_task((ctx ->> 'personId')::uuid, w) then
      raise sqlstate 'PT404' using message = case when a ? 'parentRef' then 'There is no task #' || w.ref else 'There is no such task' end;
    end if;
    if w.id = t.id then raise sqlstate 'PT409' using message = 'A task cannot be a part of itself'; end if;
    if exists (select 1 from public.subtasks_of(t.id) s where s.id = w.id) then
      raise sqlstate 'PT409' using message = 'That would go round in a circle: #' || w.ref || ' is a part of #' || t.ref || ' already';
    end if;
    if exists (
      with recursive above as (
        select w.id, w.parent_id union
        select y.id, y.parent_id from public.tasks y join above c on y.id = c.parent_id)
      select 1 from above join public.task_blockers x on x.blocker_id = above.id
      where x.task_id = t.id or x.task_id in (select s.id from public.subtasks_of(t.id) s)) then
      raise sqlstate 'PT409' using message = '#' || t.ref || ' waits for #' || w.ref || ' and cannot be a part of it';
    end if;
  end if;
  update public.tasks set parent_id = w.id, site_id = coalesce(site_id, w.site_id) where id = t.id returning * into t;
  return t;
end $$;

-- every key that is present is set; null clears it
-- replaces task_update, from 20261128000600
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
  t := public.set_parent(ctx, t, a);
  if a ? 'assigneeIds' then perform public.give(ctx, t, a -> 'assigneeIds'); end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, b);
end $$;

-- `assigneeIds` instead of whoever has it, `addAssigneeIds` beside them, `removeAssigneeIds` no more.
-- replaces task_reassign, from 20261128000600
create or replace function public.task_reassign(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t); had jsonb; wanted jsonb;
begin
  select coalesce(jsonb_agg(person_id order by position), '[]') into had from public.task_assignees where task_id = t.id;
  wanted := case when a ? 'addAssigneeIds' then had || (a -> 'addAssigneeIds')
    when a ? 'removeAssigneeIds' then had - array(select jsonb_array_elements_text(a -> 'removeAssigneeIds'))
    else a -> 'assigneeIds' end;
  if not a ? 'assigneeIds' and had @> wanted and wanted @> had then return public.task_changed(t, b, true); end if;
  perform public.give(ctx, t, wanted);
  update public.tasks set version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

-- What is taken back is a part of what it was a part of, unless that is gone or has become a part of it.
-- replaces task_restore, from 20261128000600
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

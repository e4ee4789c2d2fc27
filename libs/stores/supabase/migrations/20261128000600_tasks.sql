-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Tasks; a subtask is a task with a parent. One that repeats moves on to its next time when it is completed, under the same
-- number.

create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  -- the 42 of #42
  ref int not null,
  title text not null check (length(title) between 1 and 500),
  notes text check (length(notes) <= 20000),
  status text not null default 'open' check (status in ('open', 'done')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  due timestamptz,
  due_has_time boolean not null default false,
  time_zone text,
  recurrence text check (length(recurrence) <= 500),
  site_id uuid references public.sites (id),
  parent_id uuid references public.tasks (id),
  created_by uuid not null references public.people (id),
  completed_at timestamptz,
  completed_by uuid references public.people (id),
  source text not null,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  nudged_at timestamptz,
  escalated_at timestamptz,
  -- whether the repetition keeps to the calendar or is counted from when it was done last
  recurrence_from text not null default 'schedule' check (recurrence_from in ('schedule', 'completion')),
  -- where the repetition is counted from
  starts_at timestamptz,
  unique (organisation_id, ref)
);
create index tasks_open on public.tasks (organisation_id, due, ref) where status = 'open' and deleted_at is null;
create index tasks_live on public.tasks (organisation_id, ref desc) where deleted_at is null;
create index tasks_of_parent on public.tasks (parent_id) where parent_id is not null;
create index tasks_of_site on public.tasks (site_id, ref desc) where deleted_at is null;
create index tasks_title_words on public.tasks using gin (title extensions.gin_trgm_ops);
create index tasks_to_nudge on public.tasks (organisation_id, due)
  where status = 'open' and deleted_at is null and due_has_time and (nudged_at is null or escalated_at is null);
create index tasks_due on public.tasks (organisation_id, due) where deleted_at is null;
create index tasks_done on public.tasks (organisation_id, completed_at desc) where deleted_at is null and completed_at is not null;
create index tasks_open_newest on public.tasks (organisation_id, ref desc) where status = 'open' and deleted_at is null;
create index tasks_made_by on public.tasks (created_by, ref desc) where deleted_at is null;

create trigger one_organisation before insert or update of site_id, parent_id on public.tasks
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites', 'parent_id', 'tasks');
create trigger refs before insert on public.tasks for each row when (new.ref is null) execute function public.give_ref();

create table public.task_assignees (
  task_id uuid not null references public.tasks (id) on delete cascade,
  person_id uuid not null references public.people (id),
  position int not null default 0,
  organisation_id uuid not null references public.organisations (id),
  primary key (task_id, person_id)
);
create index task_assignees_of_person on public.task_assignees (person_id, task_id);

create trigger one_organisation before insert or update of task_id, person_id on public.task_assignees
  for each row execute function public.of_one_organisation('task_id', 'tasks', 'person_id', 'people');

-- tasks that wait for others
create table public.task_blockers (
  task_id uuid not null references public.tasks (id) on delete cascade,
  blocker_id uuid not null references public.tasks (id) on delete cascade,
  organisation_id uuid not null references public.organisations (id),
  primary key (task_id, blocker_id),
  check (task_id <> blocker_id)
);
create index task_blockers_of_blocker on public.task_blockers (blocker_id);

create trigger one_organisation before insert or update of task_id, blocker_id on public.task_blockers
  for each row execute function public.of_one_organisation('task_id', 'tasks', 'blocker_id', 'tasks');

create function public.task_times() returns trigger
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

-- The state of some tasks, so that it can be put back.
create function public.states_of(p_ids uuid[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'status', status, 'completedAt', completed_at, 'completedBy', completed_by)), '[]')
  from public.tasks where id = any (p_ids)
$$;

create function public.blockers_of(p_task uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'ref', b.ref, 'title', b.title, 'status', b.status) order by b.ref), '[]')
  from public.task_blockers x join public.tasks b on b.id = x.blocker_id where x.task_id = p_task and b.deleted_at is null
$$;

create function public.task_json(t public.tasks) returns jsonb
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
    'blockedBy', public.blockers_of(t.id),
    'createdBy', public.person_ref(t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

-- Commands on tasks. Each takes the context {organisationId, personId, source, messageId} and its arguments,
-- and answers {subject, before?, entity, entityId, unchanged?}. Domain errors are raised as PT4xx.
create function public.task_of(ctx jsonb, a jsonb) returns public.tasks
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks;
begin
  if a ? 'id' then
    select * into t from public.tasks
    where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid and deleted_at is null for update;
  else
    select * into t from public.tasks
    where organisation_id = (ctx ->> 'organisationId')::uuid and ref = (a ->> 'ref')::int and deleted_at is null for update;
  end if;
  if not found then
    raise sqlstate 'PT404' using message = case when a ? 'ref' then 'There is no task #' || (a ->> 'ref') else 'There is no such task' end;
  end if;
  if a ? 'version' and (a ->> 'version')::int <> t.version then
    raise sqlstate 'PT412' using message = 'Task #' || t.ref || ' has changed since you read it (version ' || t.version || ' now)';
  end if;
  return t;
end $$;

create function public.task_subject(t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('kind', 'task', 'task', public.task_json(t))
$$;

create function public.task_changed(t public.tasks, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'task', 'entityId', t.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', public.task_subject(t))
    || case when p_before is null then '{}' else jsonb_build_object('before', p_before) end
$$;

create function public.set_assignees(p_task uuid, p_people jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  delete from public.task_assignees where task_id = p_task;
  insert into public.task_assignees (task_id, person_id, position)
  select p_task, id::uuid, min(o) from jsonb_array_elements_text(p_people) with ordinality u (id, o) group by id;
end $$;

-- A subtask is where its task is.
create function public.task_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; parent public.tasks;
begin
  if a ? 'parentId' or a ? 'parentRef' then
    parent := public.task_of(ctx, case when a ? 'parentId'
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end);
  end if;
  insert into public.tasks (organisation_id, title, notes, priority, due, due_has_time, time_zone, recurrence, recurrence_from,
    site_id, parent_id, created_by, source, message_id)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', a ->> 'notes', coalesce(a ->> 'priority', 'normal'),
    (a ->> 'due')::timestamptz, coalesce((a ->> 'dueHasTime')::boolean, a ? 'due'), a ->> 'timeZone', a ->> 'recurrence',
    coalesce(a ->> 'recurrenceFrom', 'schedule'),
    coalesce((a ->> 'siteId')::uuid, parent.site_id), parent.id, (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
  returning * into t;
  if jsonb_array_length(coalesce(a -> 'assigneeIds', '[]')) > 0 then
    perform public.give(ctx, t, a -> 'assigneeIds');
  end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, null);
end $$;

-- `next` says when a repeating task is to be done again, reckoned from the `due` it had when that was reckoned; null: never again.
create function public.task_complete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t); below uuid[];
begin
  if t.status = 'done' then return public.task_changed(t, b, true); end if;
  if t.recurrence is null or a -> 'next' = 'null' then
    update public.tasks set status = 'done', completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
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
  update public.tasks set due = (a -> 'next' ->> 'due')::timestamptz, completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b) || public.set_free(ctx, t);
end $$;

create function public.task_reopen(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  if t.status = 'open' then return public.task_changed(t, b, true); end if;
  update public.tasks set status = 'open', completed_at = null, completed_by = null,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

-- every key that is present is set; null clears it
create function public.task_update(ctx jsonb, a jsonb) returns jsonb
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
  if a ? 'assigneeIds' then perform public.give(ctx, t, a -> 'assigneeIds'); end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, b);
end $$;

create function public.task_reassign(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  perform public.give(ctx, t, a -> 'assigneeIds');
  update public.tasks set version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

create function public.task_note(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  update public.tasks set notes = case when coalesce(notes, '') = '' then a ->> 'notes' else notes || E'\n' || (a ->> 'notes') end,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

create function public.task_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  -- its subtasks go with it, whatever their depth
  with recursive branch as (
    select t.id union all
    select c.id from public.tasks c join branch on c.parent_id = branch.id where c.deleted_at is null)
  update public.tasks set deleted_at = now(), version = version + 1, updated_at = now()
  where id in (select id from branch) and id <> t.id;
  update public.tasks set deleted_at = now(), version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

-- A task as the snapshot has it; without one it is deleted, with its subtasks. A new column of a task comes here, and into
-- `task_json`; so with the other records.
create function public.task_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
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

insert into public.operations (name, carried_out_by, said_again) values
  ('task.show', 'task_show', null), ('task.create', 'task_create', 'task.update'), ('task.complete', 'task_complete', null),
  ('task.reopen', 'task_reopen', null), ('task.update', 'task_update', null), ('task.reassign', 'task_reassign', null),
  ('task.note', 'task_note', null), ('task.delete', 'task_delete', null);
insert into public.undoable (entity, restored_by, kept_in) values ('task', 'task_restore', 'tasks');

alter table public.tasks enable row level security;
alter table public.task_assignees enable row level security;
alter table public.task_blockers enable row level security;

revoke all on public.tasks, public.task_assignees, public.task_blockers from anon, authenticated;
grant select, insert, update, delete on public.tasks, public.task_assignees, public.task_blockers to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

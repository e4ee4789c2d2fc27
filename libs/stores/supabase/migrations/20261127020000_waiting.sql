-- Tasks that wait for others, and people who are told what was given to them or is free now.
create table public.task_blockers (
  task_id uuid not null references public.tasks (id) on delete cascade,
  blocker_id uuid not null references public.tasks (id) on delete cascade,
  organisation_id uuid not null references public.organisations (id),
  primary key (task_id, blocker_id),
  check (task_id <> blocker_id)
);
create trigger one_organisation before insert or update of task_id, blocker_id on public.task_blockers
  for each row execute function public.of_one_organisation('task_id', 'tasks', 'blocker_id', 'tasks');
create index task_blockers_of_blocker on public.task_blockers (blocker_id);

-- what is to be said to somebody once their quiet hours are over
create table public.held (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  person_id uuid not null references public.people (id),
  outcome jsonb not null,
  created_at timestamptz not null default now()
);
create index held_of_organisation on public.held (organisation_id, person_id, id);

alter table public.task_blockers enable row level security;
alter table public.held enable row level security;
revoke all on public.task_blockers, public.held from anon, authenticated;
grant select, insert, update, delete on public.task_blockers, public.held to service_role;

create function public.blockers_of(p_task uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'ref', b.ref, 'title', b.title, 'status', b.status) order by b.ref), '[]')
  from public.task_blockers x join public.tasks b on b.id = x.blocker_id where x.task_id = p_task and b.deleted_at is null
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
    'blockedBy', public.blockers_of(t.id),
    'createdBy', public.person_ref(t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

-- Says something to people of the crew, except to whoever has just said it: at once, or when their quiet hours are over.
create function public.tell(ctx jsonb, p_people uuid[], p_outcome jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare x public.people; zone text;
begin
  for x in
    select * from public.people q where q.id = any (p_people) and q.id <> (ctx ->> 'personId')::uuid and q.deleted_at is null and not q.sample
  loop
    zone := coalesce(x.time_zone, ctx ->> 'timeZone', 'UTC');
    if public.is_quiet(x, zone) then
      insert into public.held (organisation_id, person_id, outcome) values (x.organisation_id, x.id, p_outcome);
    else
      perform public.say(x.organisation_id, 'told:' || gen_random_uuid(), x, zone, p_outcome);
    end if;
  end loop;
end $$;

create function public.told(ctx jsonb, t public.tasks, p_what text, p_because jsonb default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('kind', 'told', 'command', 'task.show', 'what', p_what,
    'by', public.person_ref((ctx ->> 'personId')::uuid), 'because', p_because)) || jsonb_build_object('task', public.task_json(t))
$$;

-- Gives a task to people, and tells those who did not have it before.
create function public.give(ctx jsonb, t public.tasks, p_people jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare had uuid[];
begin
  select coalesce(array_agg(person_id), '{}') into had from public.task_assignees where task_id = t.id;
  perform public.set_assignees(t.id, p_people);
  perform public.tell(ctx, array(select person_id from public.task_assignees where task_id = t.id and not person_id = any (had)),
    public.told(ctx, t, 'given'));
end $$;

-- `blockerIds` are all that a task waits for, `addBlockerRefs` wait for these too.
create function public.set_blockers(ctx jsonb, t public.tasks, a jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare b public.tasks; r jsonb; round int;
begin
  if not a ?| array['blockerIds', 'addBlockerRefs'] then return; end if;
  if a ? 'blockerIds' then delete from public.task_blockers where task_id = t.id; end if;
  -- two that are made to wait for each other at once must not both be
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':waits', 9));
  for r in
    select jsonb_build_object('id', x) from jsonb_array_elements(coalesce(a -> 'blockerIds', '[]')) x
    union all select jsonb_build_object('ref', x) from jsonb_array_elements(coalesce(a -> 'addBlockerRefs', '[]')) x
  loop
    select * into b from public.tasks x where x.organisation_id = t.organisation_id and x.deleted_at is null
      and (x.id = (r ->> 'id')::uuid or x.ref = (r ->> 'ref')::int);
    if not found then
      raise sqlstate 'PT404' using message = case when r ? 'ref' then 'There is no task #' || (r ->> 'ref') else 'There is no such task' end;
    end if;
    if b.id = t.id then raise sqlstate 'PT409' using message = 'A task cannot wait for itself'; end if;
    with recursive chain as (
      select x.blocker_id from public.task_blockers x where x.task_id = b.id
      union select y.blocker_id from public.task_blockers y join chain c on y.task_id = c.blocker_id)
    select 1 into round from chain where blocker_id = t.id;
    if found then
      raise sqlstate 'PT409' using message = 'That would go round in a circle: #' || b.ref || ' waits for #' || t.ref || ' already';
    end if;
    insert into public.task_blockers (task_id, blocker_id) values (t.id, b.id) on conflict do nothing;
  end loop;
end $$;

-- A task was done: whoever has one that waited for it, and for nothing else, is told. Answers them: {freed: [{ref, title}]}.
create function public.set_free(ctx jsonb, t public.tasks) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.tasks; freed jsonb := '[]';
begin
  for w in
    select q.* from public.task_blockers x join public.tasks q on q.id = x.task_id
    where x.blocker_id = t.id and q.status = 'open' and q.deleted_at is null
      and not exists (select 1 from public.task_blockers y join public.tasks b on b.id = y.blocker_id
        where y.task_id = q.id and b.id <> t.id and b.status = 'open' and b.deleted_at is null)
    order by q.ref
  loop
    -- what repeats is open again, and is not waited for a second time
    if t.status = 'open' then delete from public.task_blockers where task_id = w.id and blocker_id = t.id; end if;
    freed := freed || jsonb_build_object('ref', w.ref, 'title', w.title);
    perform public.tell(ctx, coalesce(
      (select array_agg(person_id) from public.task_assignees where task_id = w.id), array[w.created_by]),
      public.told(ctx, w, 'freed', jsonb_build_object('ref', t.ref, 'title', t.title)));
  end loop;
  return case when freed = '[]' then '{}' else jsonb_build_object('freed', freed) end;
end $$;

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
    perform public.give(ctx, t, a -> 'assigneeIds');
  end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, null);
end $$;

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
  if a ? 'assigneeIds' then perform public.give(ctx, t, a -> 'assigneeIds'); end if;
  perform public.set_blockers(ctx, t, a);
  return public.task_changed(t, b);
end $$;

create or replace function public.task_reassign(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  perform public.give(ctx, t, a -> 'assigneeIds');
  update public.tasks set version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

create or replace function public.task_complete(ctx jsonb, a jsonb) returns jsonb
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

-- One task that was asked for comes with everything below it.
create or replace function public.task_show(ctx jsonb, a jsonb) returns jsonb
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

-- The rounds, and what was held back while somebody wanted quiet.
create function public.go_round(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; x public.people; zone text; said jsonb; one jsonb; told int := 0; r jsonb := public.make_rounds(p);
begin
  for x in
    select * from public.people q where q.organisation_id = org and q.deleted_at is null
      and exists (select 1 from public.held h where h.person_id = q.id) order by q.id for update skip locked
  loop
    zone := coalesce(x.time_zone, p ->> 'timeZone');
    continue when public.is_quiet(x, zone);
    with gone as (delete from public.held where person_id = x.id returning *)
    select jsonb_agg(outcome order by id) into said from gone;
    continue when said is null;
    for one in select * from jsonb_array_elements(said) loop
      told := told + public.say(org, 'told:' || gen_random_uuid(), x, zone, one);
    end loop;
  end loop;
  return r || jsonb_build_object('told', told);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

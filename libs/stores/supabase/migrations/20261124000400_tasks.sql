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

create function public.task_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; parent uuid;
begin
  if a ? 'parentId' or a ? 'parentRef' then
    parent := (public.task_of(ctx, case when a ? 'parentId'
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end)).id;
  end if;
  insert into public.tasks (organisation_id, title, notes, priority, due, due_has_time, time_zone, recurrence, site_id,
    parent_id, created_by, source, message_id)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', a ->> 'notes', coalesce(a ->> 'priority', 'normal'),
    (a ->> 'due')::timestamptz, coalesce((a ->> 'dueHasTime')::boolean, a ? 'due'), a ->> 'timeZone', a ->> 'recurrence',
    (a ->> 'siteId')::uuid, parent, (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
  returning * into t;
  if jsonb_array_length(coalesce(a -> 'assigneeIds', '[]')) > 0 then
    perform public.set_assignees(t.id, a -> 'assigneeIds');
  end if;
  return public.task_changed(t, null);
end $$;

create function public.task_complete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  if t.status = 'done' then return public.task_changed(t, b, true); end if;
  update public.tasks set status = 'done', completed_at = now(), completed_by = (ctx ->> 'personId')::uuid,
    version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
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
    site_id = case when a ? 'siteId' then (a ->> 'siteId')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = t.id returning * into t;
  if a ? 'assigneeIds' then perform public.set_assignees(t.id, a -> 'assigneeIds'); end if;
  return public.task_changed(t, b);
end $$;

create function public.task_reassign(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t);
begin
  perform public.set_assignees(t.id, a -> 'assigneeIds');
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

-- Tasks by what is said of them. `query` is matched by every word, then by likeness (typos).
create function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(public.task_json(x.t)), '[]') into found from (
      select t from public.tasks t
      where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
        and (not p ? 'id' or t.id = (p ->> 'id')::uuid)
        and (not p ? 'refs' or t.ref in (select r::int from jsonb_array_elements_text(p -> 'refs') r))
        and (coalesce(p ->> 'status', 'all') = 'all' or t.status = p ->> 'status')
        and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'parentId' or t.parent_id = (p ->> 'parentId')::uuid)
        and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
          where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
        and (not p ? 'beforeRef' or t.ref < (p ->> 'beforeRef')::int)
        and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
        and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
        and (not p ? 'query' or (select bool_and(t.title ilike '%' || w || '%')
            from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', t.title) >= 0.6)
      order by
        case when p ? 'query' then extensions.word_similarity(p ->> 'queryText', t.title) end desc,
        case when p ->> 'order' = 'due' then t.due end nulls last,
        t.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

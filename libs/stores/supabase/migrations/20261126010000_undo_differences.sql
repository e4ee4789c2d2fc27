-- Taking back restores what the change has altered, and nothing else: what has happened to the record since, without
-- anybody saying so (a reminder fired), stays.

-- an item keeps who ticked it and when, so that it comes back with it
create or replace function public.item_json(i public.list_items) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', i.id, 'position', i.position, 'text', i.text, 'quantity', i.quantity,
    'unit', i.unit, 'checked', i.checked_at is not null, 'checkedAt', public.instant(i.checked_at),
    'checkedBy', public.person_ref(i.checked_by))
$$;

-- What is to be put back: of a snapshot, the keys `take_back` found different before and after the change. A restore looks
-- at these alone, each as in an update: present means set.
create function public.altered(ctx jsonb, p_snapshot jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select coalesce(ctx -> 'altered', p_snapshot)
$$;

create function public.difference(p_before jsonb, p_after jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(p_before) where value is distinct from p_after -> key
$$;

create or replace function public.take_back(ctx jsonb, p_command text, e public.audit) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare snapshot jsonb := e.before -> e.entity; restored_by text; r jsonb;
begin
  perform public.refuse_if_changed_since(e);
  select x.restored_by into restored_by from public.undoable x where x.entity = e.entity;
  if not found then raise sqlstate 'PT422' using message = 'That cannot be undone'; end if;
  if snapshot is not null then
    ctx := ctx || jsonb_build_object('altered', public.difference(snapshot, e.after -> 'subject' -> e.entity));
  end if;
  execute format('select public.%I($1, $2, $3)', restored_by) into r using ctx, e.entity_id, snapshot;
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, p_command, e.entity, e.entity_id,
    case when snapshot is null or r ? 'before' then r -> 'before' end, r - 'before' - 'entity' - 'entityId', e.id);
  return r || jsonb_build_object('undone', jsonb_build_object('command', e.command, 'subject', coalesce(e.after -> 'subject', r -> 'subject')));
end $$;

-- A new column of a task comes here, and into `task_json`; so with the other two.
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
  if gone is not null then
    with recursive branch as (
      select p_id id union all
      select c.id from public.tasks c join branch on c.parent_id = branch.id where c.deleted_at = gone)
    update public.tasks set deleted_at = null, version = version + 1, updated_at = now()
    where id in (select id from branch) and id <> p_id;
  end if;
  return public.task_changed(t, b);
end $$;

create or replace function public.list_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists; b jsonb; a jsonb := public.altered(ctx, p_snapshot);
begin
  select * into l from public.lists where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when l.deleted_at is null then public.list_subject(l) end;
  if p_snapshot is null then
    return public.list_delete(ctx, jsonb_build_object('id', p_id));
  end if;
  update public.lists set deleted_at = null, name = case when a ? 'name' then a ->> 'name' else name end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into l;
  if a ? 'items' then
    delete from public.list_items x where x.list_id = p_id
      and not exists (select 1 from jsonb_array_elements(a -> 'items') i where (i ->> 'id')::uuid = x.id);
    insert into public.list_items as x (id, list_id, position, text, quantity, unit, checked_at, checked_by)
    select (i ->> 'id')::uuid, p_id, (i ->> 'position')::int, i ->> 'text', i ->> 'quantity', i ->> 'unit',
      case when (i ->> 'checked')::boolean then coalesce((i ->> 'checkedAt')::timestamptz, now()) end,
      (i -> 'checkedBy' ->> 'id')::uuid
    from jsonb_array_elements(a -> 'items') i
    on conflict (id) do update set position = excluded.position, text = excluded.text, quantity = excluded.quantity,
      unit = excluded.unit, checked_at = excluded.checked_at, checked_by = excluded.checked_by;
  end if;
  return public.list_changed(l, b);
end $$;

create or replace function public.reminder_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders; b jsonb; a jsonb := public.altered(ctx, p_snapshot);
begin
  select * into r from public.reminders where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when r.deleted_at is null then public.reminder_json(r) end;
  if p_snapshot is null then
    update public.reminders set deleted_at = now(), version = version + 1, updated_at = now() where id = p_id returning * into r;
    return public.reminder_changed(r, b);
  end if;
  update public.reminders set deleted_at = null,
    title = case when a ? 'title' then a ->> 'title' else title end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    -- put off, said at that time, and put back to a time that is still to come: it is said then
    status = case when a ? 'status' or a ? 'due' and (a ->> 'due')::timestamptz > now() then p_snapshot ->> 'status' else status end,
    site_id = case when a ? 'site' then (a -> 'site' ->> 'id')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into r;
  if a ? 'people' then
    delete from public.reminder_people where reminder_id = p_id;
    insert into public.reminder_people (reminder_id, person_id)
    select p_id, (x ->> 'id')::uuid from jsonb_array_elements(a -> 'people') x;
  end if;
  return public.reminder_changed(r, b);
end $$;

-- Snoozed is said later this once: a repetition still counts from where it was set.
create function public.reminder_snooze(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  if r.recurrence is null or coalesce(a ->> 'recurrence', r.recurrence) <> r.recurrence then return public.reminder_update(ctx, a); end if;
  -- the version changes by itself: with a new time it would count from there (`reminder_times`)
  update public.reminders set due = coalesce((a ->> 'due')::timestamptz, due), status = 'pending', due_since = null,
    lease_token = null, lease_until = null where id = r.id;
  update public.reminders set version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.reminder_changed(r, b);
end $$;
update public.operations set carried_out_by = 'reminder_snooze' where name = 'reminder.snooze';

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

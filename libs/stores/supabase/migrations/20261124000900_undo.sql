-- Undo and redo: every change left its record as it was before in the audit, and goes back to that.
alter table public.audit add column undoes bigint references public.audit (id);
create unique index audit_undoes on public.audit (undoes) where undoes is not null;
create index audit_of_person on public.audit (organisation_id, person_id, id desc);
create index audit_of_message on public.audit (message_id) where message_id is not null;

-- An entry stands unless an entry that stands takes it back.
create function public.stands(p_id bigint) returns boolean
language plpgsql stable security invoker set search_path = '' as $$
declare u bigint;
begin
  select id into u from public.audit where undoes = p_id;
  return u is null or not public.stands(u);
end $$;

create function public.refuse_if_changed_since(e public.audit) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  if exists (select 1 from public.audit x where x.entity = e.entity and x.entity_id = e.entity_id and x.id > e.id
      and x.command not like 'change.%' and public.stands(x.id)) then
    raise sqlstate 'PT409' using message = 'It has been changed since; undo that first';
  end if;
end $$;

-- A task as the snapshot has it; without one it is deleted, with its subtasks.
create function public.task_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks; b jsonb; gone timestamptz;
begin
  select * into t from public.tasks where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when t.deleted_at is null then public.task_subject(t) end;
  gone := t.deleted_at;
  if p_snapshot is null then
    return public.task_delete(ctx, jsonb_build_object('id', p_id));
  end if;
  update public.tasks set deleted_at = null, title = p_snapshot ->> 'title', notes = p_snapshot ->> 'notes',
    status = p_snapshot ->> 'status', priority = p_snapshot ->> 'priority', due = (p_snapshot ->> 'due')::timestamptz,
    due_has_time = (p_snapshot ->> 'dueHasTime')::boolean, time_zone = p_snapshot ->> 'timeZone',
    recurrence = p_snapshot ->> 'recurrence', site_id = (p_snapshot -> 'site' ->> 'id')::uuid,
    completed_at = (p_snapshot ->> 'completedAt')::timestamptz,
    completed_by = case when p_snapshot ->> 'completedAt' is not null then coalesce(completed_by, (ctx ->> 'personId')::uuid) end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into t;
  perform public.set_assignees(p_id, (select coalesce(jsonb_agg(x -> 'id'), '[]') from jsonb_array_elements(p_snapshot -> 'assignees') x));
  if gone is not null then
    with recursive branch as (
      select p_id id union all
      select c.id from public.tasks c join branch on c.parent_id = branch.id where c.deleted_at = gone)
    update public.tasks set deleted_at = null, version = version + 1, updated_at = now()
    where id in (select id from branch) and id <> p_id;
  end if;
  return public.task_changed(t, b);
end $$;

create function public.list_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists; b jsonb;
begin
  select * into l from public.lists where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when l.deleted_at is null then public.list_subject(l) end;
  if p_snapshot is null then
    return public.list_delete(ctx, jsonb_build_object('id', p_id));
  end if;
  update public.lists set deleted_at = null, name = p_snapshot ->> 'name', version = version + 1, updated_at = now()
  where id = p_id returning * into l;
  delete from public.list_items where list_id = p_id;
  insert into public.list_items (id, list_id, position, text, quantity, unit, checked_at)
  select (i ->> 'id')::uuid, p_id, (i ->> 'position')::int, i ->> 'text', i ->> 'quantity', i ->> 'unit',
    case when (i ->> 'checked')::boolean then now() end
  from jsonb_array_elements(p_snapshot -> 'items') i;
  return public.list_changed(l, b);
end $$;

create function public.reminder_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders; b jsonb;
begin
  select * into r from public.reminders where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when r.deleted_at is null then public.reminder_json(r) end;
  if p_snapshot is null then
    update public.reminders set deleted_at = now(), version = version + 1, updated_at = now() where id = p_id returning * into r;
  else
    update public.reminders set deleted_at = null, title = p_snapshot ->> 'title', due = (p_snapshot ->> 'due')::timestamptz,
      time_zone = p_snapshot ->> 'timeZone', recurrence = p_snapshot ->> 'recurrence', status = p_snapshot ->> 'status',
      version = version + 1, updated_at = now()
    where id = p_id returning * into r;
  end if;
  return public.reminder_changed(r, b);
end $$;

-- Takes one audited change back, and audits that.
create function public.take_back(ctx jsonb, p_command text, e public.audit) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare snapshot jsonb := e.before -> e.entity; r jsonb;
begin
  perform public.refuse_if_changed_since(e);
  case e.entity
    when 'task' then r := public.task_restore(ctx, e.entity_id, snapshot);
    when 'list' then r := public.list_restore(ctx, e.entity_id, snapshot);
    when 'reminder' then r := public.reminder_restore(ctx, e.entity_id, snapshot);
    else raise sqlstate 'PT422' using message = 'That cannot be undone';
  end case;
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, p_command, e.entity, e.entity_id,
    case when snapshot is null or r ? 'before' then r -> 'before' end, r - 'before' - 'entity' - 'entityId', e.id);
  return r || jsonb_build_object('undone', jsonb_build_object('command', e.command, 'subject', coalesce(e.after -> 'subject', r -> 'subject')));
end $$;

-- Takes back what one message (or one request) did: the one named by `auditId`, or the latest of the last ten minutes.
create function public.change_undo(ctx jsonb, a jsonb, p_redo boolean default false) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; e public.audit; one public.audit; r jsonb; last jsonb; n int := 0;
begin
  select * into e from public.audit x
  where x.organisation_id = org and x.entity in ('task', 'list', 'reminder')
    and (x.command = 'change.undo') = p_redo
    and (not a ? 'auditId' or x.id = (a ->> 'auditId')::bigint)
    and (x.person_id = (ctx ->> 'personId')::uuid or a ? 'auditId' and ctx ->> 'role' in ('manager', 'admin'))
    and x.at > now() - interval '10 minutes'
    and not exists (select 1 from public.audit u where u.undoes = x.id)
  order by x.id desc limit 1;
  if not found then
    raise sqlstate 'PT404' using message = case when p_redo then 'There is nothing to do again' else
      'There is nothing to undo: changes can be undone once, for ten minutes' end;
  end if;
  if p_redo and exists (select 1 from public.audit x where x.organisation_id = org and x.person_id = (ctx ->> 'personId')::uuid
      and x.id > e.id and x.command not like 'change.%') then
    raise sqlstate 'PT409' using message = 'There is nothing to do again: something was changed in the meantime';
  end if;
  for one in
    select * from public.audit x where x.organisation_id = org and (x.id = e.id or x.message_id = e.message_id)
      and x.entity in ('task', 'list', 'reminder') and not exists (select 1 from public.audit u where u.undoes = x.id)
      and (x.command = 'change.undo') = p_redo
    order by x.id desc
  loop
    r := public.take_back(ctx, case when p_redo then 'change.redo' else 'change.undo' end, one);
    last := r;
    n := n + 1;
  end loop;
  return last || jsonb_build_object('audited', true, 'count', n);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What can be done, and what can be taken back, are rows: a new kind of record adds its own and changes no function.

-- `carried_out_by` names a function (ctx jsonb, a jsonb) returns jsonb in public; `given` is laid over the arguments.
create table public.operations (
  name text primary key,
  carried_out_by text not null,
  given jsonb not null default '{}'
);

-- `restored_by` names a function (ctx jsonb, id uuid, snapshot jsonb) returns jsonb in public; no snapshot: it was not there.
create table public.undoable (
  entity text primary key,
  restored_by text not null
);

create function public.task_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('tasks', public.show_tasks(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;
create function public.list_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('lists', public.show_lists(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;
create function public.reminder_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('reminders', public.show_reminders(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;
create function public.change_redo(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.change_undo(ctx, a, true)
$$;
create function public.change_take_back(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.change_undo(ctx, a, false)
$$;

insert into public.operations (name, carried_out_by, given) values
  ('task.show', 'task_show', '{}'), ('task.create', 'task_create', '{}'), ('task.complete', 'task_complete', '{}'),
  ('task.reopen', 'task_reopen', '{}'), ('task.update', 'task_update', '{}'), ('task.reassign', 'task_reassign', '{}'),
  ('task.note', 'task_note', '{}'), ('task.delete', 'task_delete', '{}'),
  ('list.show', 'list_show', '{}'), ('list.create', 'list_create', '{}'), ('list.add', 'list_add', '{}'),
  ('list.remove', 'list_remove', '{}'), ('list.check', 'list_check', '{}'),
  ('list.uncheck', 'list_check', '{"checked": false}'), ('list.rename', 'list_rename', '{}'),
  ('list.clear', 'list_clear', '{}'), ('list.delete', 'list_delete', '{}'),
  ('reminder.show', 'reminder_show', '{}'), ('reminder.create', 'reminder_create', '{}'),
  ('reminder.update', 'reminder_update', '{}'), ('reminder.snooze', 'reminder_update', '{}'),
  ('reminder.cancel', 'reminder_cancel', '{}'),
  ('report.status', 'report_status', '{}'),
  ('change.undo', 'change_take_back', '{}'), ('change.redo', 'change_redo', '{}');
insert into public.undoable (entity, restored_by) values
  ('task', 'task_restore'), ('list', 'list_restore'), ('reminder', 'reminder_restore');

create or replace function public.apply_step(ctx jsonb, op text, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare o public.operations; r jsonb;
begin
  select * into o from public.operations x where x.name = op;
  if not found then raise sqlstate 'PT501' using message = 'no such step: ' || op; end if;
  execute format('select public.%I($1, $2)', o.carried_out_by) into r using ctx, a || o.given;
  return r;
end $$;

create or replace function public.take_back(ctx jsonb, p_command text, e public.audit) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare snapshot jsonb := e.before -> e.entity; restored_by text; r jsonb;
begin
  perform public.refuse_if_changed_since(e);
  select x.restored_by into restored_by from public.undoable x where x.entity = e.entity;
  if not found then raise sqlstate 'PT422' using message = 'That cannot be undone'; end if;
  execute format('select public.%I($1, $2, $3)', restored_by) into r using ctx, e.entity_id, snapshot;
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, p_command, e.entity, e.entity_id,
    case when snapshot is null or r ? 'before' then r -> 'before' end, r - 'before' - 'entity' - 'entityId', e.id);
  return r || jsonb_build_object('undone', jsonb_build_object('command', e.command, 'subject', coalesce(e.after -> 'subject', r -> 'subject')));
end $$;

create or replace function public.change_undo(ctx jsonb, a jsonb, p_redo boolean default false) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; e public.audit; one public.audit; last jsonb; n int := 0;
begin
  select * into e from public.audit x
  where x.organisation_id = org and x.entity in (select entity from public.undoable)
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
      and x.entity in (select entity from public.undoable) and not exists (select 1 from public.audit u where u.undoes = x.id)
      and (x.command = 'change.undo') = p_redo
    order by x.id desc
  loop
    last := public.take_back(ctx, case when p_redo then 'change.redo' else 'change.undo' end, one);
    n := n + 1;
  end loop;
  return last || jsonb_build_object('audited', true, 'count', n);
end $$;

create or replace function public.standing_of(ctx jsonb, p_platform_id text) returns setof public.audit
language sql stable security invoker set search_path = '' as $$
  select a.* from public.messages m join public.audit a on a.message_id = m.id
  where m.organisation_id = (ctx ->> 'organisationId')::uuid and m.source = ctx ->> 'source' and m.chat = ctx ->> 'chat'
    and m.body ? 'platformId' and m.body ->> 'platformId' = p_platform_id and m.id <> (ctx ->> 'messageId')::uuid
    and a.entity in (select entity from public.undoable) and a.command not like 'change.%' and public.stands(a.id)
  order by a.id
$$;

alter table public.operations enable row level security;
alter table public.undoable enable row level security;
revoke all on public.operations, public.undoable from anon, authenticated;
grant select on public.operations, public.undoable to service_role;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

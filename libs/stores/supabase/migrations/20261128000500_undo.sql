-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Undo and redo: every change left its record as it was before in the audit, and goes back to that. Taking back restores
-- what the change has altered, and nothing else: what has happened to the record since, without anybody saying so (a
-- reminder fired), stays.

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

-- Takes one audited change back, and audits that.
create function public.take_back(ctx jsonb, p_command text, e public.audit) returns jsonb
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

-- Takes back what one message (or one request) did: the one named by `auditId`, or the latest of the last ten minutes.
-- An undo names its own audit entry, so that it can be taken back by a button, as every change can.
create function public.change_undo(ctx jsonb, a jsonb, p_redo boolean default false) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; viewer uuid := (ctx ->> 'personId')::uuid; e public.audit; one public.audit;
  last jsonb; n int := 0; sites uuid[] := public.sites_of(org, viewer);
begin
  select * into e from public.audit x
  where x.organisation_id = org and x.entity in (select entity from public.undoable)
    and (x.command = 'change.undo') = p_redo
    and (not a ? 'auditId' or x.id = (a ->> 'auditId')::bigint)
    and (x.person_id = viewer or a ? 'auditId' and ctx ->> 'role' in ('manager', 'admin'))
    and x.at > now() - interval '10 minutes'
    and not exists (select 1 from public.audit u where u.undoes = x.id)
    and public.may_read(x, viewer, sites)
  order by x.id desc limit 1;
  -- a message is taken back as a whole, or not
  if not found or exists (select 1 from public.audit x where x.message_id = e.message_id and x.organisation_id = org
      and not public.may_read(x, viewer, sites)) then
    raise sqlstate 'PT404' using message = case when p_redo then 'There is nothing to do again' else
      'There is nothing to undo: changes can be undone once, for ten minutes' end;
  end if;
  if p_redo and exists (select 1 from public.audit x where x.organisation_id = org and x.person_id = viewer
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
  return last || jsonb_build_object('audited', true, 'count', n,
    'auditId', (select max(u.id) from public.audit u where u.undoes = e.id));
end $$;

create function public.change_redo(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.change_undo(ctx, a, true)
$$;

create function public.change_take_back(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.change_undo(ctx, a, false)
$$;

insert into public.operations (name, carried_out_by) values ('change.undo', 'change_take_back'), ('change.redo', 'change_redo');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

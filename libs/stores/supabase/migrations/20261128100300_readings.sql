-- Who reads what others said is noted; and what is done to other records stands in no redo's way.

-- That somebody read what others said, or took everything out: p: {organisationId, personId, command, entity, entityId, after}
create function public.note_reading(p jsonb) returns void
language sql security invoker set search_path = '' as $$
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, after)
  values ((p ->> 'organisationId')::uuid, (p ->> 'personId')::uuid, p ->> 'command', p ->> 'entity', (p ->> 'entityId')::uuid, p -> 'after')
$$;

-- replaces audit_is_told, from 20261128001800
-- Changes of webhooks themselves and of keys, and what was only read, are nobody's business but the audit's.
create or replace function public.audit_is_told() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if new.command like 'webhook.%' or new.command like 'key.%' or new.command in ('message.show', 'everything.export') then return null; end if;
  -- what is private is told to nobody
  if new.entity = 'list' and exists (select 1 from public.lists l where l.id = new.entity_id and l.private) then return null; end if;
  if not exists (select 1 from public.webhooks w where w.organisation_id = new.organisation_id and w.deleted_at is null and w.enabled) then
    return null;
  end if;
  perform public.tell(new.organisation_id, new.command, new.entity, jsonb_build_object('auditId', new.id, 'entity', new.entity, 'id', new.entity_id,
    'person', public.person_ref(new.person_id), 'messageId', new.message_id,
    'before', coalesce(new.before -> new.entity, new.before),
    'after', case when new.command like '%.delete' then null else coalesce(new.after -> 'subject' -> new.entity, new.after) end));
  return null;
end $$;

-- replaces change_undo, from 20261128000500
-- Takes back what one message (or one request) did: the one named by `auditId`, or the latest of the last ten minutes.
-- An undo names its own audit entry, so that it can be taken back by a button, as every change can.
create or replace function public.change_undo(ctx jsonb, a jsonb, p_redo boolean default false) returns jsonb
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

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

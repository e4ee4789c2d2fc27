-- What was taken back can be done again by a button: an undo names its own audit entry, as every change does. And whoever
-- takes back what another did sees it: no site that is not theirs, nobody's private list.
create or replace function public.change_undo(ctx jsonb, a jsonb, p_redo boolean default false) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; me uuid := (ctx ->> 'personId')::uuid; sites uuid[] := public.sites_of(org, me);
  e public.audit; one public.audit; last jsonb; n int := 0;
begin
  select * into e from public.audit x
  where x.organisation_id = org and x.entity in (select entity from public.undoable)
    and (x.command = 'change.undo') = p_redo
    and (not a ? 'auditId' or x.id = (a ->> 'auditId')::bigint)
    and (x.person_id = me or a ? 'auditId' and ctx ->> 'role' in ('manager', 'admin') and public.sees_change(x, me, sites))
    and x.at > now() - interval '10 minutes'
    and not exists (select 1 from public.audit u where u.undoes = x.id)
  order by x.id desc limit 1;
  if not found then
    raise sqlstate 'PT404' using message = case when p_redo then 'There is nothing to do again' else
      'There is nothing to undo: changes can be undone once, for ten minutes' end;
  end if;
  if p_redo and exists (select 1 from public.audit x where x.organisation_id = org and x.person_id = me
      and x.id > e.id and x.command not like 'change.%') then
    raise sqlstate 'PT409' using message = 'There is nothing to do again: something was changed in the meantime';
  end if;
  for one in
    select * from public.audit x where x.organisation_id = org and (x.id = e.id or x.message_id = e.message_id)
      and x.entity in (select entity from public.undoable) and not exists (select 1 from public.audit u where u.undoes = x.id)
      and (x.command = 'change.undo') = p_redo and (x.person_id = me or public.sees_change(x, me, sites))
    order by x.id desc
  loop
    last := public.take_back(ctx, case when p_redo then 'change.redo' else 'change.undo' end, one);
    n := n + 1;
  end loop;
  return last || jsonb_build_object('audited', true, 'count', n,
    'auditId', (select max(u.id) from public.audit u where u.undoes = e.id));
end $$;

-- as in `show_audit`
create function public.sees_change(x public.audit, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select (p_sites is null or coalesce(public.audit_site(x) = any (p_sites), true))
    and (x.entity <> 'list' or not exists (select 1 from public.lists l
      where l.id = x.entity_id and l.private and l.created_by is distinct from p_viewer))
$$;

-- whose words were forwarded is told with the message
create or replace function public.show_messages(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'seq', m.seq, 'source', m.source, 'chat', m.chat, 'person', public.person_ref(m.person_id),
    'text', m.body ->> 'text', 'forwardedFrom', m.body ->> 'forwardedFrom',
    'sentAt', public.instant(m.sent_at), 'status', m.status, 'outcomes', m.outcomes, 'commands', m.commands, 'route', m.route,
    'delivery', (select jsonb_build_object('status', o.status, 'attempts', o.attempts) from public.outbox o
      where o.message_id = m.id order by o.id limit 1)) order by m.seq desc), '[]') into found
  from (
    select * from public.messages m
    where m.organisation_id = (p ->> 'organisationId')::uuid and (m.source <> 'api' or p ? 'id' and m.outcomes -> 0 ? 'kind')
      and (not p ? 'id' or m.id = (p ->> 'id')::uuid)
      and (not p ? 'source' or m.source = p ->> 'source')
      and (not p ? 'chat' or m.chat = p ->> 'chat')
      and (not p ? 'personId' or m.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'status' or m.status = p ->> 'status')
      and (not p ? 'beforeSeq' or m.seq < (p ->> 'beforeSeq')::bigint)
    order by m.seq desc limit lim + 1) m;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

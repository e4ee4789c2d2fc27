-- What was taken back can be done again by a button: an undo names its own audit entry, as every change does.
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

-- whose words were forwarded is told with the message
create or replace function public.show_messages(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); viewer uuid := (p ->> 'viewerId')::uuid;
  sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'seq', m.seq, 'source', m.source, 'chat', m.chat, 'person', public.person_ref(m.person_id),
    'sentAt', public.instant(m.sent_at), 'status', m.status,
    'text', case when not w.held then m.body ->> 'text' end,
    'forwardedFrom', case when not w.held then m.body ->> 'forwardedFrom' end, 'outcomes', case when not w.held then m.outcomes end,
    'commands', case when not w.held then m.commands end, 'route', case when not w.held then m.route end,
    'delivery', (select jsonb_build_object('status', o.status, 'attempts', o.attempts) from public.outbox o
      where o.message_id = m.id order by o.id limit 1)) order by m.seq desc), '[]') into found
  from (
    select x as row from public.messages x
    where x.organisation_id = (p ->> 'organisationId')::uuid and (x.source <> 'api' or p ? 'id' and x.outcomes -> 0 ? 'kind')
      and (not p ? 'id' or x.id = (p ->> 'id')::uuid)
      and (not p ? 'source' or x.source = p ->> 'source')
      and (not p ? 'chat' or x.chat = p ->> 'chat')
      and (not p ? 'personId' or x.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'status' or x.status = p ->> 'status')
      and (not p ? 'beforeSeq' or x.seq < (p ->> 'beforeSeq')::bigint)
    order by x.seq desc limit lim + 1) found_rows
  cross join lateral (select (found_rows.row).*) m
  cross join lateral (select public.is_withheld(found_rows.row, viewer, sites) as held) w;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What somebody may not see they can neither take back nor read in the messages it was said in.
create function public.may_read(a public.audit, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select (p_sites is null or a.person_id = p_viewer or coalesce(public.audit_site(a) = any (p_sites), true))
    and (a.entity <> 'list' or not exists (select 1 from public.lists l
      where l.id = a.entity_id and l.private and l.created_by is distinct from p_viewer))
$$;

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
  return last || jsonb_build_object('audited', true, 'count', n);
end $$;

create function public.is_withheld(m public.messages, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select p_viewer is not null and m.person_id is distinct from p_viewer and (
    exists (select 1 from public.audit a where a.message_id = m.id and not public.may_read(a, p_viewer, p_sites))
    or coalesce(jsonb_path_exists(m.outcomes, '$.**.private ? (@ == true)'), false)
    or coalesce(jsonb_path_exists(m.commands, '$.**.private ? (@ == true)'), false)
    or exists (select 1 from public.lists l where l.organisation_id = m.organisation_id and l.private and l.created_by = m.person_id
      and lower(l.name) in (select lower(n #>> '{}') from jsonb_path_query(m.commands, '$[*].slots.listName') n)))
$$;

create or replace function public.show_messages(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); viewer uuid := (p ->> 'viewerId')::uuid;
  sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'seq', m.seq, 'source', m.source, 'chat', m.chat, 'person', public.person_ref(m.person_id),
    'sentAt', public.instant(m.sent_at), 'status', m.status,
    'text', case when not w.held then m.body ->> 'text' end, 'outcomes', case when not w.held then m.outcomes end,
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

-- What becomes shared, or private, has a name of its own there.
create or replace function public.list_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l); hidden boolean := coalesce((a ->> 'private')::boolean, l.private);
  called text := coalesce(a ->> 'newName', l.name);
begin
  if called = l.name and hidden = l.private then return public.list_changed(l, b, '{"unchanged": true}'); end if;
  if hidden <> l.private and l.created_by <> (ctx ->> 'personId')::uuid then
    raise sqlstate 'PT403' using message = 'Only whoever made a list may make it private';
  end if;
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(called), 7));
  if exists (select 1 from public.lists x where x.organisation_id = l.organisation_id and x.id <> l.id
      and lower(x.name) = lower(called) and x.deleted_at is null
      and x.private = hidden and (not x.private or x.created_by = l.created_by)) then
    raise sqlstate 'PT409' using message = 'There is a list called "' || called || '" already';
  end if;
  update public.lists set name = called, private = hidden, version = version + 1, updated_at = now() where id = l.id returning * into l;
  return public.list_changed(l, b);
end $$;

-- A task waits only for what its speaker may see.
create or replace function public.set_blockers(ctx jsonb, t public.tasks, a jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare b public.tasks; r jsonb; round int; had uuid[]; me uuid := (ctx ->> 'personId')::uuid; sites uuid[] := public.sites_of(t.organisation_id, (ctx ->> 'personId')::uuid);
begin
  if not a ?| array['blockerIds', 'addBlockerRefs'] then return; end if;
  select coalesce(array_agg(blocker_id), '{}') into had from public.task_blockers where task_id = t.id;
  if a ? 'blockerIds' then delete from public.task_blockers where task_id = t.id; end if;
  -- two that are made to wait for each other at once must not both be
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':waits', 9));
  for r in
    select jsonb_build_object('id', x) from jsonb_array_elements(coalesce(a -> 'blockerIds', '[]')) x
    union all select jsonb_build_object('ref', x) from jsonb_array_elements(coalesce(a -> 'addBlockerRefs', '[]')) x
  loop
    select * into b from public.tasks x where x.organisation_id = t.organisation_id and x.deleted_at is null
      and (x.id = (r ->> 'id')::uuid or x.ref = (r ->> 'ref')::int)
      and (sites is null or x.site_id is null or x.site_id = any (sites) or x.created_by = me
        or exists (select 1 from public.task_assignees q where q.task_id = x.id and q.person_id = me)
        -- what it waits for already it may go on waiting for
        or x.id = any (had));
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

-- A subtask is where its task is.
create or replace function public.task_create(ctx jsonb, a jsonb) returns jsonb
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

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- An edited message is a new revision of what it made before.

-- What the earlier revisions of a message did, as far as it stands.
create function public.standing_of(ctx jsonb, p_platform_id text) returns setof public.audit
language sql stable security invoker set search_path = '' as $$
  select a.* from public.messages m join public.audit a on a.message_id = m.id
  where m.organisation_id = (ctx ->> 'organisationId')::uuid and m.source = ctx ->> 'source' and m.chat = ctx ->> 'chat'
    and m.body ? 'platformId' and m.body ->> 'platformId' = p_platform_id and m.id <> (ctx ->> 'messageId')::uuid
    and a.entity in (select entity from public.undoable) and a.command not like 'change.%' and public.stands(a.id)
  order by a.id
$$;

-- Takes the items an entry has put on a list off again; the list stays, because it is spoken of again.
create function public.take_off(ctx jsonb, e public.audit) returns void
language plpgsql security invoker set search_path = '' as $$
declare l public.lists; b jsonb;
begin
  select * into l from public.lists where id = e.entity_id and deleted_at is null for update;
  if not found then return; end if;
  b := public.list_subject(l);
  delete from public.list_items where list_id = l.id and id in (
    select (x ->> 'id')::uuid from jsonb_array_elements(coalesce(e.after -> 'items', '[]')) x);
  l := public.touch_list(l.id);
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, 'change.undo', 'list', l.id, b,
    jsonb_build_object('subject', public.list_subject(l)), e.id);
end $$;

create function public.speaks_of_list(p_steps jsonb, p_id uuid) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select 1 from jsonb_array_elements(p_steps) s
    where s ->> 'op' like 'list.%' and (s -> 'args' ->> 'id' = p_id::text
      or lower(s -> 'args' ->> 'name') = (select lower(name) from public.lists where id = p_id)))
$$;

-- Only what the new wording says differently from what the message made: what others have added since stays.
create function public.reworded(p_entity text, p_made jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(key, value), '{}') from (
    select key, value from (values
      ('title', a -> 'title', p_made -> 'title'),
      ('notes', coalesce(a -> 'notes', 'null'), p_made -> 'notes'),
      ('priority', coalesce(a -> 'priority', '"normal"'), p_made -> 'priority'),
      ('recurrence', coalesce(a -> 'recurrence', 'null'), p_made -> 'recurrence'),
      ('siteId', coalesce(a -> 'siteId', 'null'), coalesce(p_made -> 'site' -> 'id', 'null')),
      ('assigneeIds', coalesce(a -> 'assigneeIds', '[]'),
        coalesce((select jsonb_agg(x -> 'id') from jsonb_array_elements(p_made -> 'assignees') x), '[]')),
      ('personIds', a -> 'personIds', (select jsonb_agg(x -> 'id') from jsonb_array_elements(p_made -> 'people') x))
    ) v (key, value, made)
    where value is distinct from made and value is not null
      and (p_entity = 'task' and key <> 'personIds' or p_entity = 'reminder' and key in ('title', 'recurrence', 'siteId', 'personIds'))
    union all
    select k, coalesce(a -> k, 'null') from unnest(array['due', 'dueHasTime', 'timeZone']) k
    where (a ->> 'due')::timestamptz is distinct from (p_made ->> 'due')::timestamptz
      and (p_entity = 'task' and (k = 'due' or a ? 'due') or p_entity = 'reminder' and a ? 'due')
  ) z
$$;

-- The step that changes what entry `e` made into what step `s` says.
create function public.said_again(e public.audit, s jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare o public.operations; made jsonb := e.after -> 'subject' -> e.entity; changes jsonb;
begin
  select * into o from public.operations x where x.name = s ->> 'op';
  if o.reworded_by is null then
    changes := public.reworded(e.entity, made, (s -> 'args') - 'parentRef' - 'parentId');
  else
    execute format('select public.%I($1, $2)', o.reworded_by) into changes using made, s -> 'args';
  end if;
  return jsonb_build_object('command', o.said_again, 'op', o.said_again, 'args', changes || jsonb_build_object('id', e.entity_id));
end $$;

-- The steps of an edited message: making a record that is there already becomes changing it; what is no longer said is
-- taken back. An edit that changes nothing takes nothing back.
create function public.revised_steps(ctx jsonb, p_steps jsonb, p_platform_id text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare s jsonb; e public.audit; steps jsonb := '[]'; used bigint[] := '{}'; acts boolean := false; ids jsonb := '{}';
begin
  for s in select * from jsonb_array_elements(p_steps) loop
    acts := acts or (s ? 'op' and s ->> 'op' not like '%.show');
    -- a step may point at the record an earlier step of the message makes: it points at the one that is there already
    if s -> 'args' ? 'id' and ids ? (s -> 'args' ->> 'id') then
      s := jsonb_set(s, '{args,id}', ids -> (s -> 'args' ->> 'id'));
    end if;
    if exists (select 1 from public.operations x where x.name = s ->> 'op' and x.said_again is not null) then
      select * into e from public.standing_of(ctx, p_platform_id) x
      where x.command = s ->> 'op' and not x.id = any (used) order by x.id limit 1;
      if found then
        used := used || e.id;
        if s -> 'args' ? 'newId' then ids := ids || jsonb_build_object(s -> 'args' ->> 'newId', e.entity_id); end if;
        s := public.said_again(e, s);
      end if;
    end if;
    steps := steps || jsonb_build_array(s);
  end loop;
  if not acts then return p_steps; end if;
  for e in
    select * from public.standing_of(ctx, p_platform_id) x where not x.id = any (used)
      -- an update made by an earlier revision of the same record goes with the record
      and not (x.command in (select said_again from public.operations where said_again is not null)
        and x.entity_id in (select entity_id from public.audit where id = any (used)))
    order by x.id desc
  loop
    begin
      if e.command in ('list.add', 'list.create') and public.speaks_of_list(steps, e.entity_id) then
        perform public.take_off(ctx, e);
      else
        perform public.take_back(ctx, 'change.undo', e);
      end if;
    exception when sqlstate 'PT409' then
      null; -- somebody has changed it since: it stays
    end;
  end loop;
  return steps;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

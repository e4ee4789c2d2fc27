-- Lists that only whoever made them sees: everywhere, by whatever name or id they are asked for.
alter table public.lists add column private boolean not null default false;

drop function public.list_named(jsonb, text);
create or replace function public.list_of(ctx jsonb, a jsonb) returns public.lists
language plpgsql security invoker set search_path = '' as $$
declare l public.lists;
begin
  if a ? 'id' then
    select * into l from public.lists
    where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid and deleted_at is null
      and (not private or created_by = (ctx ->> 'personId')::uuid) for update;
  else
    select * into l from public.lists
    where organisation_id = (ctx ->> 'organisationId')::uuid and lower(name) = lower(a ->> 'name') and deleted_at is null
      and (not private or created_by = (ctx ->> 'personId')::uuid)
    order by ref limit 1 for update;
  end if;
  if not found then
    raise sqlstate 'PT404' using message = case when a ? 'name' then 'There is no list called "' || (a ->> 'name') || '"' else 'There is no such list' end;
  end if;
  if a ? 'version' and (a ->> 'version')::int <> l.version then
    raise sqlstate 'PT412' using message = 'List "' || l.name || '" has changed since you read it (version ' || l.version || ' now)';
  end if;
  return l;
end $$;

create function public.list_named(ctx jsonb, p_name text, p_private boolean default null, out l public.lists, out created boolean)
language plpgsql security invoker set search_path = '' as $$
begin
  created := false;
  -- two people naming a new list at once make one list, not two
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(p_name), 7));
  select * into l from public.lists
  where organisation_id = (ctx ->> 'organisationId')::uuid and lower(name) = lower(p_name) and deleted_at is null
    and (not private or created_by = (ctx ->> 'personId')::uuid) and private = coalesce(p_private, private)
  order by private, ref limit 1 for update;
  if not found then
    insert into public.lists (organisation_id, name, private, created_by, source, message_id)
    values ((ctx ->> 'organisationId')::uuid, p_name, coalesce(p_private, false), (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
    returning * into l;
    created := true;
  end if;
end $$;

create or replace function public.list_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare n record; p record; l public.lists;
begin
  select * into n from public.list_named(ctx, a ->> 'name', coalesce((a ->> 'private')::boolean, false));
  l := n.l;
  if not n.created and coalesce((a ->> 'new')::boolean, false) then
    raise sqlstate 'PT409' using message = 'There is a list called "' || l.name || '" already';
  end if;
  select * into p from public.put_items(l.id, a -> 'items');
  if not n.created and jsonb_array_length(p.added) > 0 then l := public.touch_list(l.id); end if;
  return public.list_changed(l, null, jsonb_build_object('items', p.added, 'skipped', p.skipped, 'created', n.created)
    || case when n.created or jsonb_array_length(p.added) > 0 then '{}' else '{"unchanged": true}' end::jsonb);
end $$;

create or replace function public.list_rename(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l);
begin
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(a ->> 'newName'), 7));
  if exists (select 1 from public.lists x where x.organisation_id = l.organisation_id and x.id <> l.id
      and lower(x.name) = lower(a ->> 'newName') and x.deleted_at is null
      and x.private = l.private and (not x.private or x.created_by = l.created_by)) then
    raise sqlstate 'PT409' using message = 'There is a list called "' || (a ->> 'newName') || '" already';
  end if;
  update public.lists set name = a ->> 'newName', version = version + 1, updated_at = now() where id = l.id returning * into l;
  return public.list_changed(l, b);
end $$;

create or replace function public.show_lists(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(public.list_json(l) order by l.ref desc), '[]') into found from (
    select * from public.lists l
    where l.organisation_id = (p ->> 'organisationId')::uuid and l.deleted_at is null
      and (not l.private or l.created_by = (p ->> 'viewerId')::uuid)
      and (not p ? 'id' or l.id = (p ->> 'id')::uuid)
      and (not p ? 'name' or lower(l.name) = lower(p ->> 'name'))
      and (not p ? 'beforeRef' or l.ref < (p ->> 'beforeRef')::int)
    order by l.ref desc limit lim + 1) l;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.list_json(l public.lists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', l.id, 'ref', l.ref, 'name', l.name, 'private', l.private,
    'items', coalesce((select jsonb_agg(public.item_json(i) order by i.position)
      from public.list_items i where i.list_id = l.id), '[]'),
    'createdBy', public.person_ref(l.created_by),
    'source', jsonb_build_object('source', l.source, 'messageId', l.message_id),
    'createdAt', public.instant(l.created_at), 'updatedAt', public.instant(l.updated_at), 'version', l.version)
$$;

create or replace function public.list_names_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.name = old.name and new.private = old.private and new.deleted_at is not distinct from old.deleted_at then
    return null;
  end if;
  update public.organisations set directory_version = directory_version + 1 where id = new.organisation_id;
  return null;
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
    private = case when a ? 'private' then (a ->> 'private')::boolean else private end,
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

create or replace function public.read_directory(p_organisation uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'version', (select directory_version from public.organisations where id = p_organisation),
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'role', role, 'language', language, 'sample', sample) order by created_at, id)
      from public.people where organisation_id = p_organisation and deleted_at is null), '[]'),
    'sites', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'sample', sample) order by created_at, id)
      from public.sites where organisation_id = p_organisation and deleted_at is null), '[]'),
    'lists', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name) || case when private then jsonb_build_object('ownerId', created_by) else '{}' end order by ref)
      from public.lists where organisation_id = p_organisation and deleted_at is null), '[]'))
$$;

create or replace function public.list_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', l.organisation_id, 'title', l.name,
    'body', (select string_agg(concat_ws(' ', i.quantity, i.unit, i.text), ', ' order by i.position) from public.list_items i where i.list_id = l.id),
    'seenBy', case when l.private then l.created_by end, 'at', l.updated_at, 'people', jsonb_build_array(l.created_by))
  from public.lists l where l.id = p_id and l.deleted_at is null
$$;

create or replace function public.audit_is_told() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if new.command like 'webhook.%' or new.command like 'key.%' then return null; end if;
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

-- For its maker alone, or for everybody; only whoever made it may say which.
create function public.list_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l);
begin
  if a ? 'newName' and a ->> 'newName' <> l.name then
    perform public.list_rename(ctx, jsonb_build_object('id', l.id, 'newName', a ->> 'newName'));
    select * into l from public.lists where id = l.id;
  elsif not a ? 'private' or l.private = (a ->> 'private')::boolean then
    return public.list_changed(l, b, '{"unchanged": true}');
  end if;
  if not a ? 'private' or l.private = (a ->> 'private')::boolean then return public.list_changed(l, b); end if;
  if l.created_by <> (ctx ->> 'personId')::uuid then
    raise sqlstate 'PT403' using message = 'Only whoever made a list may make it private';
  end if;
  update public.lists set private = (a ->> 'private')::boolean, version = version + 1, updated_at = now() where id = l.id returning * into l;
  return public.list_changed(l, b);
end $$;
insert into public.operations (name, carried_out_by) values ('list.update', 'list_update');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

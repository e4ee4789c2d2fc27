-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Lists and their items. A private one only its maker sees, by whatever name or id it is asked for.

create table public.lists (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null,
  name text not null check (length(name) between 1 and 80),
  created_by uuid not null references public.people (id),
  source text not null,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  private boolean not null default false,
  unique (organisation_id, ref)
);
create index lists_live on public.lists (organisation_id, lower(name)) where deleted_at is null;
create index lists_newest on public.lists (organisation_id, ref desc) where deleted_at is null;

create trigger one_organisation before insert on public.lists
  for each row execute function public.of_one_organisation('created_by', 'people');
create trigger refs before insert on public.lists for each row when (new.ref is null) execute function public.give_ref();

create table public.list_items (
  id uuid primary key default gen_random_uuid(),
  list_id uuid not null references public.lists (id) on delete cascade,
  position int not null,
  text text not null check (length(text) between 1 and 500),
  quantity text check (length(quantity) <= 40),
  unit text check (length(unit) <= 40),
  checked_at timestamptz,
  checked_by uuid references public.people (id),
  created_at timestamptz not null default now(),
  organisation_id uuid not null references public.organisations (id)
);
create index list_items_of_list on public.list_items (list_id, position);

create trigger one_organisation before insert or update of list_id on public.list_items
  for each row execute function public.of_one_organisation('list_id', 'lists');

-- A list's name is part of the directory; its items are not. The directory's version is written at the end of a transaction:
-- a new list amid other steps holds up nobody who waits for what this one has.
create function public.list_names_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.name = old.name and new.private = old.private and new.deleted_at is not distinct from old.deleted_at then
    return null;
  end if;
  update public.organisations set directory_version = directory_version + 1 where id = new.organisation_id;
  return null;
end $$;

create constraint trigger lists_changed after insert or update on public.lists
  deferrable initially deferred for each row execute function public.list_names_changed();

-- an item keeps who ticked it and when, so that it comes back with it
create function public.item_json(i public.list_items) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', i.id, 'position', i.position, 'text', i.text, 'quantity', i.quantity,
    'unit', i.unit, 'checked', i.checked_at is not null, 'checkedAt', public.instant(i.checked_at),
    'checkedBy', public.person_ref(i.checked_by))
$$;

create function public.list_json(l public.lists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', l.id, 'ref', l.ref, 'name', l.name, 'private', l.private,
    'items', coalesce((select jsonb_agg(public.item_json(i) order by i.position)
      from public.list_items i where i.list_id = l.id), '[]'),
    'createdBy', public.person_ref(l.created_by),
    'source', jsonb_build_object('source', l.source, 'messageId', l.message_id),
    'createdAt', public.instant(l.created_at), 'updatedAt', public.instant(l.updated_at), 'version', l.version)
$$;

-- Commands on lists; the same manner as tasks, plus {items, skipped, created}.
create function public.list_of(ctx jsonb, a jsonb) returns public.lists
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

create function public.list_subject(l public.lists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('kind', 'list', 'list', public.list_json(l))
$$;

create function public.list_changed(l public.lists, p_before jsonb, p_more jsonb default '{}') returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('entity', 'list', 'entityId', l.id, 'subject', public.list_subject(l))
    || case when p_before is null then '{}' else jsonb_build_object('before', p_before) end || p_more
$$;

create function public.touch_list(p_id uuid) returns public.lists
language sql security invoker set search_path = '' as $$
  update public.lists set version = version + 1, updated_at = now() where id = p_id returning *
$$;

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

create function public.put_items(p_list uuid, p_items jsonb, out added jsonb, out skipped jsonb)
language plpgsql security invoker set search_path = '' as $$
declare i jsonb; row public.list_items; last int;
begin
  added := '[]'; skipped := '[]';
  select coalesce(max(position), 0) into last from public.list_items where list_id = p_list;
  for i in select * from jsonb_array_elements(coalesce(p_items, '[]')) loop
    if exists (select 1 from public.list_items x where x.list_id = p_list and x.checked_at is null
        and lower(x.text) = lower(i ->> 'text')
        and x.quantity is not distinct from i ->> 'quantity' and x.unit is not distinct from i ->> 'unit') then
      skipped := skipped || jsonb_build_array(i ->> 'text');
      continue;
    end if;
    last := last + 1;
    insert into public.list_items (list_id, position, text, quantity, unit)
    values (p_list, last, i ->> 'text', i ->> 'quantity', i ->> 'unit') returning * into row;
    added := added || jsonb_build_array(public.item_json(row));
  end loop;
end $$;

create function public.list_create(ctx jsonb, a jsonb) returns jsonb
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

create function public.list_add(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare n record; p record; l public.lists; b jsonb; made boolean := false;
begin
  if a ? 'id' then
    l := public.list_of(ctx, a);
  else
    select * into n from public.list_named(ctx, a ->> 'name');
    l := n.l; made := n.created;
  end if;
  b := public.list_subject(l);
  select * into p from public.put_items(l.id, a -> 'items');
  if jsonb_array_length(p.added) > 0 and not made then l := public.touch_list(l.id); end if;
  return public.list_changed(l, case when made then null else b end,
    jsonb_build_object('items', p.added, 'skipped', p.skipped, 'created', made)
    || case when jsonb_array_length(p.added) > 0 then '{}' else '{"unchanged": true}' end::jsonb);
end $$;

-- the items meant: by id, by exact text, or by the one item that contains the words
create function public.items_meant(p_list uuid, a jsonb, out ids uuid[], out missed jsonb)
language plpgsql security invoker set search_path = '' as $$
declare w text; hits uuid[];
begin
  missed := '[]';
  if coalesce((a ->> 'all')::boolean, false) then
    select coalesce(array_agg(id), '{}') into ids from public.list_items where list_id = p_list;
    return;
  end if;
  select coalesce(array_agg(i.id), '{}') into ids from public.list_items i
  where i.list_id = p_list and i.id::text in (select jsonb_array_elements_text(coalesce(a -> 'itemIds', '[]')));
  if cardinality(ids) < jsonb_array_length(coalesce(a -> 'itemIds', '[]')) then
    raise sqlstate 'PT404' using message = 'There is no such item on this list';
  end if;
  for w in select jsonb_array_elements_text(coalesce(a -> 'texts', '[]')) loop
    select array_agg(id order by checked_at nulls first, position) into hits from public.list_items
    where list_id = p_list and lower(text) = lower(w) and not id = any (ids);
    if hits is not null then
      ids := ids || hits[1];
      continue;
    end if;
    select array_agg(id) into hits from public.list_items
    where list_id = p_list and not id = any (ids)
      and (strpos(lower(text), lower(w)) > 0 or extensions.word_similarity(lower(w), lower(text)) >= 0.6);
    if cardinality(hits) = 1 then ids := ids || hits;
    else missed := missed || jsonb_build_array(w);
    end if;
  end loop;
end $$;

create function public.list_remove(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l); m record; gone jsonb;
begin
  select * into m from public.items_meant(l.id, a);
  select coalesce(jsonb_agg(public.item_json(i) order by i.position), '[]') into gone
  from public.list_items i where i.id = any (m.ids);
  delete from public.list_items where id = any (m.ids);
  if cardinality(m.ids) > 0 then l := public.touch_list(l.id); end if;
  return public.list_changed(l, b, jsonb_build_object('items', gone, 'skipped', m.missed)
    || case when cardinality(m.ids) > 0 then '{}' else '{"unchanged": true}' end::jsonb);
end $$;

create function public.list_check(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l); m record; done jsonb; n int;
  checked boolean := coalesce((a ->> 'checked')::boolean, true);
begin
  select * into m from public.items_meant(l.id, a);
  update public.list_items set checked_at = case when checked then now() end,
    checked_by = case when checked then (ctx ->> 'personId')::uuid end
  where id = any (m.ids) and (checked_at is not null) <> checked;
  get diagnostics n = row_count;
  select coalesce(jsonb_agg(public.item_json(i) order by i.position), '[]') into done
  from public.list_items i where i.id = any (m.ids);
  if n > 0 then l := public.touch_list(l.id); end if;
  return public.list_changed(l, b, jsonb_build_object('items', done, 'skipped', m.missed)
    || case when n > 0 then '{}' else '{"unchanged": true}' end::jsonb);
end $$;

create function public.list_rename(ctx jsonb, a jsonb) returns jsonb
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

create function public.list_clear(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l); gone jsonb;
begin
  with d as (delete from public.list_items where list_id = l.id returning *)
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'position', d.position, 'text', d.text, 'quantity', d.quantity,
    'unit', d.unit, 'checked', d.checked_at is not null) order by d.position), '[]') into gone from d;
  if jsonb_array_length(gone) > 0 then l := public.touch_list(l.id); end if;
  return public.list_changed(l, b, jsonb_build_object('items', gone)
    || case when jsonb_array_length(gone) > 0 then '{}' else '{"unchanged": true}' end::jsonb);
end $$;

create function public.list_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); b jsonb := public.list_subject(l);
begin
  update public.lists set deleted_at = now(), version = version + 1, updated_at = now() where id = l.id returning * into l;
  return public.list_changed(l, b);
end $$;

-- For its maker alone, or for everybody; only whoever made it may say which. What becomes shared, or private, has a name of
-- its own there.
create function public.list_update(ctx jsonb, a jsonb) returns jsonb
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

create function public.list_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
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

create function public.show_lists(p jsonb) returns jsonb
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

create function public.list_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('lists', public.show_lists(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;

insert into public.operations (name, carried_out_by, given) values
  ('list.show', 'list_show', '{}'), ('list.create', 'list_create', '{}'), ('list.add', 'list_add', '{}'),
  ('list.remove', 'list_remove', '{}'), ('list.check', 'list_check', '{}'),
  ('list.uncheck', 'list_check', '{"checked": false}'), ('list.rename', 'list_rename', '{}'), ('list.update', 'list_update', '{}'),
  ('list.clear', 'list_clear', '{}'), ('list.delete', 'list_delete', '{}');
insert into public.undoable (entity, restored_by, kept_in) values ('list', 'list_restore', 'lists');

alter table public.lists enable row level security;
alter table public.list_items enable row level security;

revoke all on public.lists, public.list_items from anon, authenticated;
grant select, insert, update, delete on public.lists, public.list_items to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

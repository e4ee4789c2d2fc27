-- Commands on lists; the same manner as tasks, plus {items, skipped, created}.
create function public.list_of(ctx jsonb, a jsonb) returns public.lists
language plpgsql security invoker set search_path = '' as $$
declare l public.lists;
begin
  if a ? 'id' then
    select * into l from public.lists
    where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid and deleted_at is null for update;
  else
    select * into l from public.lists
    where organisation_id = (ctx ->> 'organisationId')::uuid and lower(name) = lower(a ->> 'name') and deleted_at is null
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

create function public.list_named(ctx jsonb, p_name text, out l public.lists, out created boolean)
language plpgsql security invoker set search_path = '' as $$
begin
  created := false;
  -- two people naming a new list at once make one list, not two
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(p_name), 7));
  select * into l from public.lists
  where organisation_id = (ctx ->> 'organisationId')::uuid and lower(name) = lower(p_name) and deleted_at is null
  order by ref limit 1 for update;
  if not found then
    insert into public.lists (organisation_id, name, created_by, source, message_id)
    values ((ctx ->> 'organisationId')::uuid, p_name, (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
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
  select * into n from public.list_named(ctx, a ->> 'name');
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
      and lower(x.name) = lower(a ->> 'newName') and x.deleted_at is null) then
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

create function public.show_lists(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(public.list_json(l) order by l.ref desc), '[]') into found from (
    select * from public.lists l
    where l.organisation_id = (p ->> 'organisationId')::uuid and l.deleted_at is null
      and (not p ? 'id' or l.id = (p ->> 'id')::uuid)
      and (not p ? 'name' or lower(l.name) = lower(p ->> 'name'))
      and (not p ? 'beforeRef' or l.ref < (p ->> 'beforeRef')::int)
    order by l.ref desc limit lim + 1) l;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- A change of a list keeps what it touched: those items as they were and as they are, and how many `others` it left alone.
-- So the thousandth item costs what the first one did; the whole list is read from the list.

create function public.list_head(l public.lists) returns jsonb
language sql stable security invoker as $$
  select pg_catalog.jsonb_build_object('id', l.id, 'ref', l.ref, 'name', l.name, 'private', l.private,
    'createdBy', public.person_ref(l.created_by),
    'source', pg_catalog.jsonb_build_object('source', l.source, 'messageId', l.message_id),
    'createdAt', public.instant(l.created_at), 'updatedAt', public.instant(l.updated_at), 'version', l.version)
$$;

-- replaces list_json, from 20261128000800
create or replace function public.list_json(l public.lists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.list_head(l) || jsonb_build_object('items', coalesce(
    (select jsonb_agg(public.item_json(i) order by i.position) from public.list_items i where i.list_id = l.id), '[]'))
$$;

create function public.items_json(p_ids uuid[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(public.item_json(i) order by i.position), '[]') from public.list_items i where i.id = any (p_ids)
$$;

create function public.list_part(l public.lists, p_items jsonb, p_others int) returns jsonb
language sql stable security invoker as $$
  select pg_catalog.jsonb_build_object('kind', 'list', 'list', public.list_head(l) operator(pg_catalog.||) case when p_others > 0
    then pg_catalog.jsonb_build_object('items', p_items, 'others', p_others) else pg_catalog.jsonb_build_object('items', p_items) end)
$$;

-- What a change of a list comes to. `p_before` and `p_after` are the touched items; a list that was made just now `was` not.
-- replaces list_changed, from 20261128000800
drop function public.list_changed(public.lists, jsonb, jsonb);
create function public.list_changed(was public.lists, l public.lists, p_before jsonb default '[]', p_after jsonb default '[]', p_more jsonb default '{}')
returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare others int;
begin
  select count(*) - jsonb_array_length(p_after) into others from public.list_items where list_id = l.id;
  return jsonb_build_object('entity', 'list', 'entityId', l.id, 'subject', public.list_part(l, p_after, others))
    || case when was.id is null then '{}' else jsonb_build_object('before', public.list_part(was, p_before, others)) end || p_more;
end $$;

-- The same of a change of items: nothing touched, nothing changed.
create function public.items_changed(l public.lists, p_before jsonb, p_after jsonb, p_more jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  if p_before = p_after then return public.list_changed(l, l, p_before, p_after, p_more || '{"unchanged": true}'); end if;
  return public.list_changed(l, public.touch_list(l.id), p_before, p_after, p_more);
end $$;

-- replaces list_create, from 20261128000800
create or replace function public.list_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare n record; p record; more jsonb;
begin
  select * into n from public.list_named(ctx, a ->> 'name', coalesce((a ->> 'private')::boolean, false));
  if not n.created and coalesce((a ->> 'new')::boolean, false) then
    raise sqlstate 'PT409' using message = 'There is a list called "' || (n.l).name || '" already';
  end if;
  select * into p from public.put_items((n.l).id, a -> 'items');
  more := jsonb_build_object('items', p.added, 'skipped', p.skipped, 'created', n.created);
  if n.created then return public.list_changed(null, n.l, '[]', p.added, more); end if;
  return public.items_changed(n.l, '[]', p.added, more);
end $$;

-- replaces list_add, from 20261128000800
create or replace function public.list_add(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare n record; p record; l public.lists; more jsonb; made boolean := false;
begin
  if a ? 'id' then
    l := public.list_of(ctx, a);
  else
    select * into n from public.list_named(ctx, a ->> 'name');
    l := n.l; made := n.created;
  end if;
  select * into p from public.put_items(l.id, a -> 'items');
  more := jsonb_build_object('items', p.added, 'skipped', p.skipped, 'created', made);
  if made then return public.list_changed(null, l, '[]', p.added, more); end if;
  return public.items_changed(l, '[]', p.added, more);
end $$;

-- replaces list_remove, from 20261128000800
create or replace function public.list_remove(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); m record; gone jsonb;
begin
  select * into m from public.items_meant(l.id, a);
  gone := public.items_json(m.ids);
  delete from public.list_items where id = any (m.ids);
  return public.items_changed(l, gone, '[]', jsonb_build_object('items', gone, 'skipped', m.missed));
end $$;

-- replaces list_check, from 20261128000800
create or replace function public.list_check(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); m record; b jsonb; done jsonb; checked boolean := coalesce((a ->> 'checked')::boolean, true);
begin
  select * into m from public.items_meant(l.id, a);
  b := public.items_json(m.ids);
  update public.list_items set checked_at = case when checked then now() end,
    checked_by = case when checked then (ctx ->> 'personId')::uuid end
  where id = any (m.ids) and (checked_at is not null) <> checked;
  done := public.items_json(m.ids);
  return public.items_changed(l, b, done, jsonb_build_object('items', done, 'skipped', m.missed));
end $$;

-- replaces list_clear, from 20261128000800
create or replace function public.list_clear(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); gone jsonb := public.list_json(l) -> 'items';
begin
  delete from public.list_items where list_id = l.id;
  return public.items_changed(l, gone, '[]', jsonb_build_object('items', gone));
end $$;

-- replaces list_delete, from 20261128000800
create or replace function public.list_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare was public.lists := public.list_of(ctx, a); l public.lists;
begin
  update public.lists set deleted_at = now(), version = version + 1, updated_at = now() where id = was.id returning * into l;
  return public.list_changed(was, l);
end $$;

-- replaces list_rename, from 20261128000800
create or replace function public.list_rename(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.list_update(ctx, a - 'private')
$$;

-- replaces list_update, from 20261128000800
create or replace function public.list_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare was public.lists := public.list_of(ctx, a); l public.lists; hidden boolean := coalesce((a ->> 'private')::boolean, was.private);
  called text := coalesce(a ->> 'newName', was.name);
begin
  if called = was.name and hidden = was.private then return public.list_changed(was, was, p_more => '{"unchanged": true}'); end if;
  if hidden <> was.private and was.created_by <> (ctx ->> 'personId')::uuid then
    raise sqlstate 'PT403' using message = 'Only whoever made a list may make it private';
  end if;
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(called), 7));
  if exists (select 1 from public.lists x where x.organisation_id = was.organisation_id and x.id <> was.id
      and lower(x.name) = lower(called) and x.deleted_at is null
      and x.private = hidden and (not x.private or x.created_by = was.created_by)) then
    raise sqlstate 'PT409' using message = 'There is a list called "' || called || '" already';
  end if;
  update public.lists set name = called, private = hidden, version = version + 1, updated_at = now() where id = was.id returning * into l;
  return public.list_changed(was, l);
end $$;

-- replaces take_off, from 20261128000950
create or replace function public.take_off(ctx jsonb, e public.audit) returns void
language plpgsql security invoker set search_path = '' as $$
declare l public.lists; ids uuid[] := array(select (x ->> 'id')::uuid from jsonb_array_elements(coalesce(e.after -> 'items', '[]')) x); r jsonb;
begin
  select * into l from public.lists where id = e.entity_id and deleted_at is null for update;
  if not found then return; end if;
  r := public.items_json(ids);
  delete from public.list_items where list_id = l.id and id = any (ids);
  r := public.list_changed(l, public.touch_list(l.id), r);
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, 'change.undo', 'list', l.id, r -> 'before',
    jsonb_build_object('subject', r -> 'subject'), e.id);
end $$;

-- replaces list_subject, from 20261128000800
drop function public.list_subject(public.lists);

-- A program is answered the whole record, and the same again under its Idempotency-Key.
create function public.commit_for_program(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r jsonb := public.commit_steps(p); whole jsonb;
begin
  if r ? 'replayed' or not jsonb_path_exists(r, '$.outcomes[*].subject.list.others') then return r; end if;
  select jsonb_agg(case when o -> 'subject' -> 'list' ? 'others' then
    jsonb_set(o, '{subject,list}', (select public.list_json(l) from public.lists l where l.id = (o -> 'subject' -> 'list' ->> 'id')::uuid))
    else o end order by n) into whole
  from jsonb_array_elements(r -> 'outcomes') with ordinality u (o, n);
  update public.messages set outcomes = whole where id = (r ->> 'messageId')::uuid;
  return r || jsonb_build_object('outcomes', whole);
end $$;

-- replaces search_refresh, from 20261128001400
create or replace function public.search_refresh(p_entity text, p_id uuid) returns void
language plpgsql security invoker set search_path = '' as $$
declare d jsonb; f text; e public.search_entries; n public.search_entries; fresh boolean; was text[]; is_now text[]; more text;
begin
  -- what is written most often has its calls planned once; what they are is said by `searchable` all the same
  if p_entity = 'task' then d := public.task_described(p_id);
  elsif p_entity = 'reminder' then d := public.reminder_described(p_id);
  elsif p_entity = 'list' then d := public.list_described(p_id);
  else
    select described_by into f from public.searchable where entity = p_entity;
    execute format('select public.%I($1)', f) into d using p_id;
  end if;
  select * into e from public.search_entries where entity = p_entity and record_id = p_id;
  fresh := not found;
  if d is null then
    if fresh then return; end if;
    delete from public.search_entries where seq = e.seq;
    perform public.forget_words(e.organisation_id, public.words_of(e.title || ' ' || e.body));
    return;
  end if;
  n := e;
  n.organisation_id := d ->> 'organisationId'; n.entity := p_entity; n.record_id := p_id;
  n.site_id := d ->> 'siteId'; n.status := d ->> 'status'; n.at := d ->> 'at'; n.seen_by := d ->> 'seenBy'; n.made_by := d ->> 'madeBy';
  n.people := '{}';
  if jsonb_typeof(d -> 'people') = 'array' then
    if jsonb_array_length(d -> 'people') = 1 then n.people := array[(d -> 'people' ->> 0)::uuid];
    else n.people := array(select distinct x::uuid from jsonb_array_elements_text(d -> 'people') x order by 1);
    end if;
  end if;
  n.title := d ->> 'title'; n.body := left(coalesce(d ->> 'body', ''), 20000);
  if not fresh and n is not distinct from e then return; end if;
  if not fresh and n.title = e.title and starts_with(n.body, e.body) then more := substr(n.body, length(e.body) + 1); end if;
  if more = '' then null;
  elsif more ~ '^[^[:alnum:]]' then
    -- what is put at the end (a line more on a list, a note more) is all that has to be read
    n.words := e.words || setweight(public.word_vector(more), 'B');
    perform public.learn_words(n.organisation_id, public.words_of(more));
  else
    is_now := public.words_of(n.title);
    n.words := setweight(to_tsvector('pg_catalog.simple', public.folded(array_to_string(is_now, ' '))), 'A');
    if n.body <> '' then
      n.words := n.words || setweight(public.word_vector(n.body), 'B');
      is_now := is_now || public.words_of(n.body);
    end if;
    perform public.learn_words(n.organisation_id, is_now);
  end if;
  insert into public.search_entries as s (organisation_id, entity, record_id, site_id, status, at, people, made_by, seen_by, title, body, words)
  values (n.organisation_id, n.entity, n.record_id, n.site_id, n.status, n.at, n.people, n.made_by, n.seen_by, n.title, n.body, n.words)
  on conflict (entity, record_id) do update set site_id = n.site_id, status = n.status, at = n.at, people = n.people,
    made_by = n.made_by, seen_by = n.seen_by, title = n.title, body = n.body, words = n.words;
  if not fresh and is_now is not null then
    was := array(select unnest(public.words_of(e.title || ' ' || e.body)) except select unnest(is_now));
    if was <> '{}' then perform public.forget_words(e.organisation_id, was); end if;
  end if;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

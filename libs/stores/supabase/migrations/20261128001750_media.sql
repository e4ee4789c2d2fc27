-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Photos, voice messages and files: the record of each. What is in them lies in the media store, under `key`.

create table public.media (
  id uuid primary key default gen_random_uuid(),
  -- the order of arrival, for paging
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  person_id uuid references public.people (id),
  message_id uuid references public.messages (id),
  name text not null check (length(name) between 1 and 200),
  -- what it is, as its bytes say
  type text not null check (length(type) <= 255),
  size bigint not null check (size >= 0),
  -- SHA-256, hex
  sha256 text not null,
  key text not null unique,
  status text not null default 'pending' check (status in ('pending', 'stored', 'failed')),
  -- one effect per Idempotency-Key
  once text,
  request_hash text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- the media store was told to forget it
  erased_at timestamptz
);
create unique index media_once on public.media (organisation_id, once) where once is not null;
create index media_live on public.media (organisation_id, seq desc) where deleted_at is null;
create index media_of_message on public.media (message_id) where message_id is not null;
create index media_unsettled on public.media (updated_at) where erased_at is null and (status <> 'stored' or deleted_at is not null);

create function public.media_json(m public.media) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', m.id, 'name', m.name, 'type', m.type, 'size', m.size, 'sha256', m.sha256,
    'status', m.status, 'createdBy', public.person_ref(m.person_id), 'messageId', m.message_id, 'version', m.version,
    'createdAt', public.instant(m.created_at), 'updatedAt', public.instant(m.updated_at))
$$;

-- p: {organisationId, personId, messageId?, name, type, size, sha256, key, once?, requestHash?}. A row that waits for its
-- bytes; the same request again finds the row it made, unless that one failed.
create function public.media_begin(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; m public.media;
begin
  update public.media set once = null, deleted_at = now(), updated_at = now()
  where organisation_id = org and once = p ->> 'once' and status = 'failed';
  insert into public.media (organisation_id, person_id, message_id, name, type, size, sha256, key, once, request_hash)
  values (org, (p ->> 'personId')::uuid, (p ->> 'messageId')::uuid, p ->> 'name', p ->> 'type', (p ->> 'size')::bigint,
    p ->> 'sha256', p ->> 'key', p ->> 'once', p ->> 'requestHash')
  on conflict (organisation_id, once) where once is not null do nothing returning * into m;
  if found then return jsonb_build_object('media', public.media_json(m), 'key', m.key, 'replayed', false); end if;
  select * into m from public.media where organisation_id = org and once = p ->> 'once';
  return jsonb_build_object('media', public.media_json(m), 'key', m.key, 'replayed', true, 'requestHash', m.request_hash);
end $$;

-- Its bytes are there, or will not come. Null: it was deleted meanwhile, or is settled already.
create function public.media_settle(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare m public.media; stored boolean := (p ->> 'stored')::boolean;
begin
  update public.media set status = case when stored then 'stored' else 'failed' end, version = version + 1, updated_at = now()
  where id = (p ->> 'id')::uuid and status = 'pending' and deleted_at is null returning * into m;
  if not found then
    select * into m from public.media where id = (p ->> 'id')::uuid and deleted_at is null and status = 'stored';
    return case when found then public.media_json(m) end;
  end if;
  if stored then
    insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, after)
    values (m.organisation_id, m.person_id, m.message_id, 'media.create', 'media', m.id, public.media_json(m));
  end if;
  return public.media_json(m);
end $$;

-- p: {organisationId, id?, limit?, beforeSeq?}
create function public.show_media(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200),
    'items', coalesce(jsonb_agg(public.media_json(x) || jsonb_build_object('seq', x.seq, 'key', x.key) order by x.seq desc), '[]'))
  from (select * from public.media q where q.organisation_id = (p ->> 'organisationId')::uuid
      and q.deleted_at is null and q.status <> 'failed'
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'beforeSeq' or q.seq < (p ->> 'beforeSeq')::bigint)
    order by q.seq desc limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

-- Deletes the record; the sweep erases what is in it.
create function public.media_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare m public.media;
begin
  select * into m from public.media where id = (a ->> 'id')::uuid and organisation_id = (ctx ->> 'organisationId')::uuid
    and deleted_at is null and status <> 'failed' for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such file'; end if;
  if m.person_id is distinct from (ctx ->> 'personId')::uuid and ctx ->> 'role' not in ('manager', 'admin') then
    raise sqlstate 'PT403' using message = 'Only who sent a file, a manager or an admin may delete it';
  end if;
  if a ? 'version' and m.version <> (a ->> 'version')::int then
    raise sqlstate 'PT412' using message = 'The file has changed since it was read';
  end if;
  update public.media set deleted_at = now(), version = version + 1, updated_at = now() where id = m.id;
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, before)
  values (m.organisation_id, (ctx ->> 'personId')::uuid, 'media.delete', 'media', m.id, public.media_json(m));
  return public.media_json(m);
end $$;

-- What a crash or an outage left: rows without their bytes, and bytes without their rows.
create function public.unsettled_media(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'key', x.key, 'size', x.size,
    'erase', x.status = 'failed' or x.deleted_at is not null)), '[]')
  from (select * from public.media q where q.organisation_id = (p ->> 'organisationId')::uuid and q.erased_at is null
      and (q.deleted_at is not null and q.status = 'stored'
        or (q.status <> 'stored') and q.updated_at < now() - make_interval(secs => (p ->> 'afterSeconds')::int))
    order by q.updated_at limit (p ->> 'limit')::int) x
$$;

-- The media store has nothing of these any more.
create function public.media_erased(p jsonb) returns void
language sql security invoker set search_path = '' as $$
  update public.media set erased_at = now(), deleted_at = coalesce(deleted_at, now()), once = null
  where id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x)
$$;

alter table public.media enable row level security;

revoke all on public.media from anon, authenticated;
grant select, insert, update, delete on public.media to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

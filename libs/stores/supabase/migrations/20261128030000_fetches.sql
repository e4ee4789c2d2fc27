-- What was sent in Telegram lies there: each file is fetched into the media store, later and once.
create table public.fetches (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  -- the message it came with, and who sent that
  message_id uuid not null references public.messages (id),
  person_id uuid not null references public.people (id),
  chat text not null,
  platform_id text not null,
  file_id text not null,
  -- tells the file from all others, where `file_id` only names it
  unique_id text not null,
  kind text not null,
  name text,
  type text,
  status text not null default 'pending' check (status in ('pending', 'stored', 'failed')),
  media_id uuid references public.media (id),
  -- why it will never be had
  problem text check (problem in ('too_large', 'gone', 'unusable', 'out_of_reach', 'deleted')),
  error text,
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  -- a new wording of a message brings its files along once more
  unique (organisation_id, chat, platform_id, unique_id)
);
create index fetches_pending on public.fetches (organisation_id, run_at) where status = 'pending';
create index fetches_of_file on public.fetches (organisation_id, file_id);
create index fetches_of_message on public.fetches (message_id);
create index fetches_of_media on public.fetches (media_id) where media_id is not null;
-- whether a report has a file
create index reports_with_file on public.reports using gin (attachments jsonb_path_ops);

create function public.fetch_files_of(m public.messages) returns void
language sql security invoker set search_path = '' as $$
  insert into public.fetches (organisation_id, message_id, person_id, chat, platform_id, file_id, unique_id, kind, name, type)
  select m.organisation_id, m.id, m.person_id, m.chat, coalesce(m.body ->> 'platformId', m.source_id), x ->> 'fileId',
    coalesce(x ->> 'fileUniqueId', x ->> 'fileId'), x ->> 'kind', left(x ->> 'fileName', 1000), left(x ->> 'mimeType', 255)
  from jsonb_array_elements(m.body -> 'attachments') x where x ->> 'fileId' is not null
  on conflict do nothing
$$;

-- Of people who are known: what strangers send is not kept.
create function public.files_are_fetched() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  perform public.fetch_files_of(new);
  return null;
end $$;
create trigger messages_with_files after insert on public.messages for each row
  when (new.source = 'telegram' and new.person_id is not null and new.body ? 'attachments')
  execute function public.files_are_fetched();
create trigger messages_of_newcomers after update on public.messages for each row
  when (new.source = 'telegram' and old.person_id is null and new.person_id is not null and new.body ? 'attachments')
  execute function public.files_are_fetched();

-- what was sent before there was this
select public.fetch_files_of(m) from public.messages m
where m.source = 'telegram' and m.person_id is not null and m.body ? 'attachments';

-- Leases files whose time has come, oldest first.
create function public.claim_fetches(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select f.id from public.fetches f
    where f.organisation_id = (p ->> 'organisationId')::uuid and f.status = 'pending' and f.run_at <= now()
      and (f.lease_until is null or f.lease_until < now() or coalesce((p ->> 'alone')::boolean, false) and f.lease_owner is distinct from p ->> 'owner')
    order by f.run_at, f.seq limit (p ->> 'limit')::int for update skip locked),
  mine as (
    update public.fetches f set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8)
    from ready where f.id = ready.id returning f.*)
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'organisationId', m.organisation_id, 'personId', m.person_id,
    'messageId', m.message_id, 'fileId', m.file_id, 'kind', m.kind, 'name', m.name, 'type', m.type, 'attempts', m.attempts,
    'since', public.instant(m.created_at)) order by m.seq), '[]') into found
  from mine m;
  return found;
end $$;

-- p: {id, owner, mediaId?, problem?, error?, retrySeconds?}: it is stored, will never be had (and its chat is told so), or is
-- to be tried again. Answers done, lost (somebody else has it now) or gone: it was purged meanwhile, and so is what was stored.
create function public.finish_fetch(p jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare f public.fetches;
begin
  update public.fetches set
    status = case when p ? 'mediaId' then 'stored' when p ? 'problem' then 'failed' else 'pending' end,
    media_id = (p ->> 'mediaId')::uuid, problem = p ->> 'problem', error = left(p ->> 'error', 1000),
    done_at = case when p ? 'mediaId' or p ? 'problem' then now() end,
    run_at = now() + make_interval(secs => coalesce((p ->> 'retrySeconds')::float8, 0)),
    lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending' returning * into f;
  if not found then
    if exists (select 1 from public.fetches where id = (p ->> 'id')::uuid) then return 'lost'; end if;
    update public.media set deleted_at = now(), version = version + 1, updated_at = now()
    where id = (p ->> 'mediaId')::uuid and deleted_at is null;
    return 'gone';
  end if;
  if f.problem <> 'deleted' then
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    select f.organisation_id, 'fetch:' || f.id, f.message_id, m.source, m.chat, jsonb_build_object(
      'outcomes', jsonb_build_array(jsonb_build_object('kind', 'said', 'command', 'none.unknown', 'topic',
        case when f.problem = 'too_large' then 'file_too_large' else 'file_lost' end)),
      'replyTo', m.body ->> 'platformId', 'topic', m.body ->> 'topic', 'language', x.language, 'timeZone', coalesce(x.time_zone, 'UTC'))
    from public.messages m join public.people x on x.id = f.person_id
    -- of what was sent long ago nobody is told any more
    where m.id = f.message_id and m.sent_at > now() - interval '10 days' and x.deleted_at is null
    on conflict (dedupe) do nothing;
  end if;
  return 'done';
end $$;

create function public.files_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select 1 from public.fetches f where f.status = 'pending' and f.run_at <= (p ->> 'until')::timestamptz
    and (f.lease_until is null or f.lease_until < (p ->> 'until')::timestamptz))
$$;
insert into public.waking (name, asked_of) values ('files', 'files_wait');

-- Attachments as they are shown: with the stored file each is by now (`mediaId`), and whether there is one (`status`).
create function public.attachments_shown(p_org uuid, p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select case when p is null or p = '[]' then p else (
    select jsonb_agg(x - 'status' - 'problem' - 'mediaId' || jsonb_strip_nulls(jsonb_build_object(
      'mediaId', m.id, 'problem', f.problem, 'status', case when m.id is not null then m.status
        when f.status in ('pending', 'failed') then f.status when f.id is not null or x ? 'mediaId' then 'deleted' end)) order by o)
    from jsonb_array_elements(p) with ordinality u (x, o)
    left join lateral (select * from public.fetches q where q.organisation_id = p_org and q.file_id = x ->> 'fileId'
      order by q.status = 'stored' desc, q.seq desc limit 1) f on true
    left join public.media m on m.organisation_id = p_org and m.id = coalesce(f.media_id, (x ->> 'mediaId')::uuid) and m.deleted_at is null) end
$$;

-- replaces report_json, from 20261128001000
create or replace function public.report_json(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.report_content(r) || jsonb_build_object('attachments', public.attachments_shown(r.organisation_id, r.attachments),
    'followUps', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'ref', t.ref, 'title', t.title, 'status', t.status) order by t.ref)
    from public.report_followups f join public.tasks t on t.id = f.task_id and t.deleted_at is null
    where f.report_id = r.id), '[]'))
$$;

-- replaces show_report_revisions, from 20261128001000
create or replace function public.show_report_revisions(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  if not exists (select 1 from public.reports r where r.id = (p ->> 'id')::uuid
      and r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
      and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)) then
    raise sqlstate 'PT404' using message = 'There is no such report';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'at', public.instant(v.at), 'by', public.person_ref(v.person_id),
    'report', v.report || jsonb_build_object('attachments', public.attachments_shown(v.organisation_id, v.report -> 'attachments')))
    order by v.version desc), '[]') into found
  from (select * from public.report_revisions x
    where x.report_id = (p ->> 'id')::uuid and x.organisation_id = (p ->> 'organisationId')::uuid
      and (not p ? 'beforeRef' or x.version < (p ->> 'beforeRef')::int)
    order by x.version desc limit lim + 1) v;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

-- The reports that have a file.
create function public.reports_holding(m public.media) returns setof public.reports
language sql stable security invoker set search_path = '' as $$
  select r.* from public.reports r where r.organisation_id = m.organisation_id and r.deleted_at is null
    and r.attachments @> jsonb_build_array(jsonb_build_object('mediaId', m.id))
  union
  select r.* from public.fetches f join public.reports r on r.organisation_id = m.organisation_id and r.deleted_at is null
    and r.attachments @> jsonb_build_array(jsonb_build_object('fileId', f.file_id))
  where f.media_id = m.id
$$;

-- A file that came with a message is for whoever may read that message, or a report the file is in.
create function public.may_see(m public.media, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select p_viewer is null or m.message_id is null or m.person_id = p_viewer
    or exists (select 1 from public.people x, public.messages g where x.id = p_viewer and x.role in ('manager', 'admin')
      and g.id = m.message_id and not public.is_withheld(g, p_viewer, p_sites))
    or exists (select 1 from public.reports_holding(m) r
      where p_sites is null or r.site_id is null or r.site_id = any (p_sites) or r.author_id = p_viewer)
$$;

-- replaces show_media, from 20261128001750
-- p: {organisationId, viewerId?, id?, messageId?, recordId?, limit?, beforeSeq?}. Of a record: what came with the messages
-- that made or changed it, and what a report has.
create or replace function public.show_media(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; org uuid := (p ->> 'organisationId')::uuid; viewer uuid := (p ->> 'viewerId')::uuid; record uuid := (p ->> 'recordId')::uuid;
  sites uuid[] := public.sites_of(org, viewer); lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(public.media_json(x) || jsonb_build_object('seq', x.seq, 'key', x.key) order by x.seq desc), '[]') into found
  from (select * from public.media q where q.organisation_id = org and q.deleted_at is null and q.status <> 'failed'
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'messageId' or q.message_id = (p ->> 'messageId')::uuid)
      and (record is null or q.message_id in (select a.message_id from public.audit a where a.organisation_id = org and a.entity_id = record)
        or exists (select 1 from public.reports_holding(q) r where r.id = record))
      and (not p ? 'beforeSeq' or q.seq < (p ->> 'beforeSeq')::bigint)
      and public.may_see(q, viewer, sites)
    order by q.seq desc limit lim + 1) x;
  return jsonb_build_object('limit', lim, 'items', found);
end $$;

alter table public.fetches enable row level security;
revoke all on public.fetches from anon, authenticated;
grant select, insert, update, delete on public.fetches to service_role;
grant usage, select on all sequences in schema public to service_role;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- The way in: messages, and what a chat was last about.

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  -- the order of arrival, by which a chat is worked off
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  source text not null,
  source_id text not null,
  -- tells a repeated request from a different one under the same key
  request_hash text,
  chat text not null,
  person_id uuid references public.people (id),
  external_id text,
  body jsonb not null,
  sent_at timestamptz not null,
  received_at timestamptz not null default now(),
  status text not null default 'pending' check (status in ('pending', 'done', 'parked')),
  attempts int not null default 0,
  -- not to be tried before
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  route jsonb,
  commands jsonb,
  outcomes jsonb,
  error text,
  done_at timestamptz,
  unique (organisation_id, source, source_id)
);
create index messages_pending on public.messages (source, chat, seq) where status = 'pending';
create index messages_of_chat on public.messages (organisation_id, source, chat, seq desc);
create index messages_by_platform_id on public.messages (source, chat, (body ->> 'platformId')) where body ? 'platformId';
-- in the order in which they are claimed
create index messages_waiting on public.messages (organisation_id, seq) where status = 'pending';
create index messages_newest on public.messages (organisation_id, seq desc);
create index messages_of_person on public.messages (organisation_id, person_id, seq desc);

-- what a chat was last about, and the question it has not answered yet
create table public.conversations (
  organisation_id uuid not null references public.organisations (id),
  source text not null,
  chat text not null,
  last jsonb,
  pending jsonb,
  updated_at timestamptz not null default now(),
  primary key (organisation_id, source, chat)
);

-- Stores messages durably and leases those that may be worked on now to the caller.
-- p: {organisationId, owner, leaseSeconds, messages: [{source, sourceId, requestHash, chat, lane, personId | externalId, body, sentAt}]}
-- Answers one object per message, in order. `lane`: the chat's messages are worked off one after the other.
create function public.accept_messages(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  org uuid := (p ->> 'organisationId')::uuid;
  i jsonb; m public.messages; fresh boolean; free boolean; who public.people; c record; answers jsonb := '[]';
begin
  -- all lanes at once and always in the same order, so that two instances never wait for each other
  perform pg_advisory_xact_lock(k) from (
    select distinct hashtextextended(org::text || (x ->> 'source') || (x ->> 'chat'), 1) k
    from jsonb_array_elements(p -> 'messages') x where (x ->> 'lane')::boolean order by 1) lanes;
  for i in select * from jsonb_array_elements(p -> 'messages') loop
    who := null;
    if i ? 'personId' then
      select * into who from public.people x where x.id = (i ->> 'personId')::uuid and x.organisation_id = org and x.deleted_at is null;
    elsif i ? 'externalId' then
      select x.* into who from public.identities d join public.people x on x.id = d.person_id
      where d.organisation_id = org and d.source = i ->> 'source' and d.external_id = i ->> 'externalId' and x.deleted_at is null;
    end if;
    free := coalesce((i ->> 'claim')::boolean, true);
    if (i ->> 'lane')::boolean then
      free := free and not exists (select 1 from public.messages x where x.status = 'pending'
        and x.source = i ->> 'source' and x.chat = i ->> 'chat' and x.organisation_id = org);
    end if;
    insert into public.messages (organisation_id, source, source_id, request_hash, chat, person_id, external_id, body, sent_at,
      lease_owner, lease_until, attempts)
    values (org, i ->> 'source', i ->> 'sourceId', i ->> 'requestHash', i ->> 'chat', who.id, i ->> 'externalId', i -> 'body',
      (i ->> 'sentAt')::timestamptz,
      case when free then p ->> 'owner' end,
      case when free then now() + make_interval(secs => (p ->> 'leaseSeconds')::float8) end,
      case when free then 1 else 0 end)
    on conflict (organisation_id, source, source_id) do nothing
    returning * into m;
    fresh := found;
    if fresh and i ->> 'source' = 'telegram' and who.id is not null then
      perform public.open_chat(org, 'telegram', i ->> 'chat', case when i ->> 'chat' = i ->> 'externalId' then who.id end);
    end if;
    if not fresh then
      select * into m from public.messages x
      where x.organisation_id = org and x.source = i ->> 'source' and x.source_id = i ->> 'sourceId';
    end if;
    select v.last, v.pending into c from public.conversations v
    where v.organisation_id = org and v.source = m.source and v.chat = m.chat;
    answers := answers || jsonb_build_object(
      'id', m.id, 'fresh', fresh, 'claimed', fresh and free, 'status', m.status, 'requestHash', m.request_hash,
      'outcomes', m.outcomes, 'commands', m.commands, 'route', m.route,
      'person', case when who.id is null then null else jsonb_build_object('id', who.id, 'name', who.name, 'role', who.role,
        'timeZone', who.time_zone, 'language', who.language) end,
      'last', coalesce(case when m.body ? 'replyTo' then public.record_behind(org, m.source, m.chat, m.body ->> 'replyTo') end, c.last),
      'pending', case when c.pending ->> 'askedOf' = who.id::text then c.pending end,
      'directoryVersion', (select directory_version from public.organisations where id = org));
  end loop;
  return answers;
end $$;

-- Leases the oldest waiting message of each chat whose turn it is, oldest first. One that was leased `maxAttempts` times
-- and never given back, because whoever had it died, is parked instead.
create function public.claim_messages(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select m.id from public.messages m
    where m.organisation_id = (p ->> 'organisationId')::uuid and m.status = 'pending' and m.run_at <= now()
      and (m.lease_until is null or m.lease_until < now() or coalesce((p ->> 'alone')::boolean, false)
        and m.lease_owner is distinct from p ->> 'owner')
      and not exists (select 1 from public.messages e where e.source = m.source and e.chat = m.chat
        and e.organisation_id = m.organisation_id and e.status = 'pending' and e.seq < m.seq)
    order by m.seq limit coalesce((p ->> 'limit')::int, 10) for update of m skip locked),
  mine as (
    update public.messages m set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8),
      status = case when attempts >= (p ->> 'maxAttempts')::int then 'parked' else status end,
      error = case when attempts >= (p ->> 'maxAttempts')::int then 'never finished nor given back' else error end
    from ready where m.id = ready.id returning m.*)
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'source', m.source, 'sourceId', m.source_id, 'chat', m.chat, 'externalId', m.external_id, 'body', m.body,
    'sentAt', public.instant(m.sent_at), 'attempts', m.attempts,
    'person', (select jsonb_build_object('id', x.id, 'name', x.name, 'role', x.role, 'timeZone', x.time_zone, 'language', x.language)
      from public.people x where x.deleted_at is null and x.id = coalesce(m.person_id, (
        select d.person_id from public.identities d where d.organisation_id = m.organisation_id and d.source = m.source
          and d.external_id = m.external_id))),
    'last', coalesce(case when m.body ? 'replyTo' then public.record_behind(m.organisation_id, m.source, m.chat, m.body ->> 'replyTo') end, v.last),
    'pending', case when v.pending ->> 'askedOf' = m.person_id::text then v.pending end,
    'directoryVersion', (select directory_version from public.organisations where id = m.organisation_id)) order by m.seq), '[]')
  into found
  from mine m left join public.conversations v
    on v.organisation_id = m.organisation_id and v.source = m.source and v.chat = m.chat
  where m.status = 'pending';
  return found;
end $$;

-- Finishes a message of somebody unknown: one refusal for each of them, and nothing kept of what they said.
create function public.turn_away(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; answer jsonb := '[]';
begin
  if not exists (select 1 from public.outbox o where o.dedupe = 'stranger:' || org || ':' || (p ->> 'channel') || ':' || (p ->> 'externalId')) then
    answer := '[{"kind": "said", "command": "none.unknown", "topic": "stranger"}]';
    answer := jsonb_set(answer, '{0,about}', to_jsonb(p ->> 'externalId'));
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    values (org, 'stranger:' || org || ':' || (p ->> 'channel') || ':' || (p ->> 'externalId'), (p ->> 'id')::uuid,
      p ->> 'channel', p ->> 'chat', jsonb_build_object('outcomes', answer, 'language', 'en', 'timeZone', 'UTC'))
    on conflict (dedupe) do nothing;
  end if;
  update public.messages set status = 'done', done_at = now(), outcomes = answer, body = '{}',
    lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending';
  return answer;
end $$;

-- Gives a leased message back: to be tried again after a while, or parked with its text kept once it was tried too often.
-- That a message could not be done is not its answer: when it is tried again and done, that is said as well.
create function public.return_message(p jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare m public.messages;
begin
  update public.messages set
    status = case when attempts >= (p ->> 'maxAttempts')::int then 'parked' else 'pending' end,
    run_at = now() + make_interval(secs => (p ->> 'retrySeconds')::float8),
    error = p ->> 'error', lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending' returning * into m;
  if m.status = 'parked' and m.source = 'telegram' and m.person_id is not null then
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    select m.organisation_id, m.id || ':failed:' || extract(epoch from now()), m.id, m.source, m.chat, jsonb_build_object(
      'outcomes', '[{"kind": "said", "command": "none.unknown", "topic": "failed"}]'::jsonb, 'replyTo', m.body ->> 'platformId',
      'language', x.language, 'timeZone', coalesce(x.time_zone, 'UTC'))
    from public.people x where x.id = m.person_id
    on conflict (dedupe) do nothing;
  end if;
  return m.status;
end $$;

-- A parked message is tried again, from the first attempt on.
create function public.retry_message(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  update public.messages set status = 'pending', attempts = 0, run_at = now(), error = null, lease_owner = null, lease_until = null
  where organisation_id = (p ->> 'organisationId')::uuid and id = (p ->> 'id')::uuid and status = 'parked';
  return found;
end $$;

-- Messages of a conversation with what came of them, newest first. One is found by its id whatever it came from, because
-- records name it as their source; whose words were forwarded is told with it.
create function public.show_messages(p jsonb) returns jsonb
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

alter table public.messages enable row level security;
alter table public.conversations enable row level security;

revoke all on public.messages, public.conversations from anon, authenticated;
grant select, insert, update, delete on public.messages, public.conversations to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

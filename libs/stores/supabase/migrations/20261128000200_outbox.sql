-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- The way out: what is to be said, and the chats we may speak to.

create table public.outbox (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  -- the same thing is put in once, however often it is tried
  dedupe text not null unique,
  message_id uuid references public.messages (id),
  channel text not null,
  chat text not null,
  -- outcomes as data; they are put into words when sent
  body jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  platform_id text,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_pending on public.outbox (channel, chat, id) where status = 'pending';
create index outbox_of_message on public.outbox (message_id);
create index outbox_by_platform_id on public.outbox (channel, chat, platform_id) where platform_id is not null;
create index outbox_waiting on public.outbox (organisation_id, id) where status = 'pending';

-- chats we may speak to: open since somebody wrote there, closed when the platform says so
create table public.chats (
  organisation_id uuid not null references public.organisations (id),
  channel text not null,
  chat text not null,
  person_id uuid references public.people (id),
  open boolean not null default true,
  reason text,
  updated_at timestamptz not null default now(),
  primary key (organisation_id, channel, chat)
);
create index chats_of_person on public.chats (person_id) where person_id is not null;

-- Leases the head of each chat's queue of things to be sent.
create function public.claim_outbox(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select o.id, o.lease_until is not null as again from public.outbox o
    where o.status = 'pending' and o.run_at <= now() and o.organisation_id = (p ->> 'organisationId')::uuid
      and (o.lease_until is null or o.lease_until < now() or coalesce((p ->> 'alone')::boolean, false)
        and o.lease_owner is distinct from p ->> 'owner')
      and not exists (select 1 from public.chats c where c.organisation_id = o.organisation_id and c.channel = o.channel
        and c.chat = o.chat and not c.open)
      and not exists (select 1 from public.outbox e where e.channel = o.channel and e.chat = o.chat
        and e.organisation_id = o.organisation_id and e.status = 'pending' and e.id < o.id)
    order by o.id limit coalesce((p ->> 'limit')::int, 10) for update of o skip locked),
  mine as (
    update public.outbox o set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8)
    from ready where o.id = ready.id returning o.*, ready.again)
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'again', again, 'channel', channel, 'chat', chat, 'body', body, 'attempts', attempts,
    'messageId', message_id) order by id), '[]') into found from mine;
  return found;
end $$;

-- p: {owner, results: [{id, sent, platformId | error, retrySeconds?, giveUp?}]}. Answers for each whether it was still leased.
create function public.finish_outbox(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r jsonb; answers jsonb := '[]';
begin
  for r in select * from jsonb_array_elements(p -> 'results') loop
    update public.outbox set
      status = case when (r ->> 'sent')::boolean then 'sent' when coalesce((r ->> 'giveUp')::boolean, false) then 'failed' else 'pending' end,
      sent_at = case when (r ->> 'sent')::boolean then now() end,
      platform_id = r ->> 'platformId', error = r ->> 'error',
      run_at = now() + make_interval(secs => coalesce((r ->> 'retrySeconds')::float8, 0)),
      lease_owner = null, lease_until = null
    where id = (r ->> 'id')::bigint and lease_owner = p ->> 'owner' and status = 'pending';
    answers := answers || to_jsonb(found);
  end loop;
  return answers;
end $$;

-- Somebody wrote in a chat: from now on we may answer there. `personId`: it is their private chat.
create function public.open_chat(org uuid, p_channel text, p_chat text, p_person uuid) returns void
language sql security invoker set search_path = '' as $$
  insert into public.chats as c (organisation_id, channel, chat, person_id) values (org, p_channel, p_chat, p_person)
  on conflict (organisation_id, channel, chat) do update
    set open = true, reason = null, updated_at = now(), person_id = coalesce(excluded.person_id, c.person_id)
    where not c.open or c.person_id is distinct from coalesce(excluded.person_id, c.person_id)
$$;

-- The platform says that we may not speak there: what waits for that chat is given up.
create function public.close_chat(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  insert into public.chats (organisation_id, channel, chat, open, reason)
  values ((p ->> 'organisationId')::uuid, p ->> 'channel', p ->> 'chat', false, p ->> 'reason')
  on conflict (organisation_id, channel, chat) do update set open = false, reason = excluded.reason, updated_at = now();
end $$;

-- A group became a supergroup: everything of it goes by its new id.
create function public.move_chat(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid;
begin
  update public.outbox set chat = p ->> 'to' where organisation_id = org and channel = p ->> 'channel' and chat = p ->> 'from' and status = 'pending';
  update public.messages set chat = p ->> 'to' where organisation_id = org and source = p ->> 'channel' and chat = p ->> 'from';
  update public.reminders set chat = p ->> 'to' where organisation_id = org and source = p ->> 'channel' and chat = p ->> 'from';
  delete from public.conversations where organisation_id = org and source = p ->> 'channel' and chat = p ->> 'to'
    and exists (select 1 from public.conversations f where f.organisation_id = org and f.source = p ->> 'channel' and f.chat = p ->> 'from');
  update public.conversations set chat = p ->> 'to' where organisation_id = org and source = p ->> 'channel' and chat = p ->> 'from';
  perform public.open_chat(org, p ->> 'channel', p ->> 'to', null);
  delete from public.chats where organisation_id = org and channel = p ->> 'channel' and chat = p ->> 'from';
end $$;

create function public.chat_of(p_person uuid) returns text
language sql stable security invoker set search_path = '' as $$
  select chat from public.chats where person_id = p_person and channel = 'telegram' and open limit 1
$$;

-- Which of these messages have no answer yet: not worked off, or the answer not sent.
create function public.unanswered(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(m.id), '[]') from public.messages m
  where m.id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x)
    and (m.status = 'pending' or exists (select 1 from public.outbox o where o.message_id = m.id and o.status = 'pending'))
$$;

-- What was said to somebody on the page without being asked: reminders, nudges, digests; oldest first after `afterId`,
-- or without one the latest few.
create function public.show_notices(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'at', public.instant(o.created_at), 'outcomes', o.body -> 'outcomes') order by o.id), '[]')
  from (
    select * from public.outbox x
    where x.organisation_id = (p ->> 'organisationId')::uuid and x.channel = 'page' and x.chat = p ->> 'personId'
      and (not p ? 'afterId' or x.id > (p ->> 'afterId')::bigint)
    order by x.id desc limit 20) o
$$;

alter table public.outbox enable row level security;
alter table public.chats enable row level security;

revoke all on public.outbox, public.chats from anon, authenticated;
grant select, insert, update, delete on public.outbox, public.chats to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

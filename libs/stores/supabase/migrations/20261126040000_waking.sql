-- Whether anything falls due soon: asked once a minute from outside while nothing of the product runs.
-- Each thing that falls due is a row: a new one adds its own and changes no function.

-- `asked_of` names a function (p jsonb) returns boolean in public; p: {until: an instant, timeZone}
create table public.waking (
  name text primary key,
  asked_of text not null
);

-- a message that was accepted and not worked off
create function public.messages_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.messages m
    where m.status = 'pending' and m.run_at <= (p ->> 'until')::timestamptz
      and (m.lease_until is null or m.lease_until < (p ->> 'until')::timestamptz)
      and not exists (select 1 from public.messages e where e.source = m.source and e.chat = m.chat
        and e.organisation_id = m.organisation_id and e.status = 'pending' and e.seq < m.seq))
$$;

-- something to be said, first of its chat, where we may speak
create function public.outbox_waits(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.outbox o
    where o.status = 'pending' and o.run_at <= (p ->> 'until')::timestamptz
      and (o.lease_until is null or o.lease_until < (p ->> 'until')::timestamptz)
      and not exists (select 1 from public.chats c where c.organisation_id = o.organisation_id and c.channel = o.channel
        and c.chat = o.chat and not c.open)
      and not exists (select 1 from public.outbox e where e.channel = o.channel and e.chat = o.chat
        and e.organisation_id = o.organisation_id and e.status = 'pending' and e.id < o.id))
$$;

create function public.reminders_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.reminders r
    where r.status = 'pending' and r.deleted_at is null and r.due <= (p ->> 'until')::timestamptz
      and (r.lease_until is null or r.lease_until < (p ->> 'until')::timestamptz))
$$;

-- what make_rounds says: a digest, a nudge, a word to whoever gave a task that stays open
create function public.rounds_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.people q
    where q.deleted_at is null and q.digest_at is not null
      and ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::time >= q.digest_at
      and coalesce(q.digest_on, '-infinity')
        < ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::date)
  or exists (
    select 1 from public.tasks t
    where t.status = 'open' and t.deleted_at is null and t.due_has_time
      and (t.nudged_at is null and t.due between now() - interval '1 day' and (p ->> 'until')::timestamptz
        or t.nudged_at is not null and t.escalated_at is null
          and t.due between now() - interval '2 days' and (p ->> 'until')::timestamptz - interval '4 hours'))
$$;

insert into public.waking (name, asked_of) values
  ('messages', 'messages_wait'), ('outbox', 'outbox_waits'), ('reminders', 'reminders_wait'), ('rounds', 'rounds_wait');

-- p: {withinSeconds, timeZone: of people who have none of their own}
create function public.is_anything_due(p jsonb) returns boolean
language plpgsql stable security invoker set search_path = '' as $$
declare w public.waking; yes boolean; asked jsonb;
begin
  asked := jsonb_build_object('until', now() + make_interval(secs => (p ->> 'withinSeconds')::float8),
    'timeZone', coalesce(p ->> 'timeZone', 'UTC'));
  for w in select * from public.waking order by name loop
    execute format('select public.%I($1)', w.asked_of) into yes using asked;
    if yes then return true; end if;
  end loop;
  return false;
end $$;

alter table public.waking enable row level security;
revoke all on public.waking from anon, authenticated;
grant select on public.waking to service_role;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

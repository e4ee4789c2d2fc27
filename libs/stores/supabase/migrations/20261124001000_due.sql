-- Reminders fall due: leased, put into the outbox and moved on in one transaction, by whichever instance is alive.
alter table public.reminders
  -- where the repetition is counted from
  add column starts_at timestamptz,
  add column lease_token uuid,
  add column lease_until timestamptz,
  add column sent_at timestamptz,
  -- when it first fell due, while it is put off because of quiet hours
  add column due_since timestamptz;

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

alter table public.chats enable row level security;
revoke all on public.chats from anon, authenticated;
grant select, insert, update, delete on public.chats to service_role;

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

create function public.reminder_times() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'INSERT' then new.starts_at := coalesce(new.starts_at, new.due); return new; end if;
  -- set anew by somebody, not moved on by firing: it counts from there, and whoever was about to fire it must not
  if new.version <> old.version and (new.due <> old.due or new.recurrence is distinct from old.recurrence) then
    new.starts_at := new.due; new.due_since := null; new.lease_token := null; new.lease_until := null;
  end if;
  return new;
end $$;
create trigger reminders_times before insert or update on public.reminders
  for each row execute function public.reminder_times();

-- Leases what is due. Answers {due: [...], next: the instant the next one falls due}.
create function public.claim_due(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb; org uuid := (p ->> 'organisationId')::uuid;
begin
  with ready as (
    select r.id from public.reminders r
    where r.organisation_id = org and r.status = 'pending' and r.deleted_at is null and r.due <= now()
      and (r.lease_until is null or r.lease_until < now() or coalesce((p ->> 'alone')::boolean, false))
    order by r.due limit coalesce((p ->> 'limit')::int, 50) for update skip locked),
  mine as (
    update public.reminders r set lease_token = gen_random_uuid(),
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8)
    from ready where r.id = ready.id returning r.*)
  select coalesce(jsonb_agg(public.reminder_json(m) || jsonb_build_object(
    'token', m.lease_token, 'startsAt', public.instant(m.starts_at), 'origin', jsonb_build_object('source', m.source, 'chat', m.chat),
    'dueSince', public.instant(coalesce(m.due_since, m.due)),
    'listeners', coalesce((
      select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'language', x.language, 'timeZone', x.time_zone,
        'quietFrom', x.quiet_from, 'quietUntil', x.quiet_until,
        'chat', (select c.chat from public.chats c where c.organisation_id = org and c.person_id = x.id and c.channel = 'telegram' and c.open limit 1),
        'externalId', (select d.external_id from public.identities d where d.person_id = x.id and d.source = 'telegram' limit 1)))
      from public.reminder_people rp join public.people x on x.id = rp.person_id and x.deleted_at is null
      where rp.reminder_id = m.id), '[]')) order by m.due, m.ref), '[]')
  into found from mine m;
  return jsonb_build_object('due', found, 'next', (
    select public.instant(min(r.due)) from public.reminders r
    where r.organisation_id = org and r.status = 'pending' and r.deleted_at is null and r.due > now()));
end $$;

-- Fires leased reminders: what is to be said goes to the outbox, and each moves on to its next time or is done.
-- p: {organisationId, fired: [{id, token, next?, putOffUntil?}], say: [{dedupe, channel, chat, body, reminders: [id]}]}
-- A reminder whose lease was lost, or which changed meanwhile, is left alone, and so is what was to be said of it alone.
create function public.fire(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; f jsonb; s jsonb; r public.reminders; lost uuid[] := '{}'; n int := 0;
begin
  for f in select * from jsonb_array_elements(p -> 'fired') loop
    select * into r from public.reminders where id = (f ->> 'id')::uuid and organisation_id = org
      and lease_token = (f ->> 'token')::uuid and status = 'pending' and deleted_at is null for update;
    if not found then
      lost := lost || (f ->> 'id')::uuid;
      continue;
    end if;
    update public.reminders set
      status = case when f ? 'next' or f ? 'putOffUntil' then 'pending' else 'sent' end,
      due = coalesce((f ->> 'putOffUntil')::timestamptz, (f ->> 'next')::timestamptz, due),
      due_since = case when f ? 'putOffUntil' then coalesce(due_since, due) end,
      sent_at = case when f ? 'putOffUntil' then sent_at else now() end,
      lease_token = null, lease_until = null, updated_at = now()
    where id = r.id;
  end loop;
  for s in select * from jsonb_array_elements(p -> 'say') loop
    if exists (select 1 from jsonb_array_elements_text(s -> 'reminders') x where not x::uuid = any (lost)) then
      insert into public.outbox (organisation_id, dedupe, channel, chat, body)
      values (org, s ->> 'dedupe', s ->> 'channel', s ->> 'chat', s -> 'body')
      on conflict (dedupe) do nothing;
      if found then n := n + 1; end if;
    end if;
  end loop;
  return jsonb_build_object('said', n, 'lost', to_jsonb(lost));
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Reminders. They fall due: leased, put into the outbox and moved on in one transaction, by whichever instance is alive.

create table public.reminders (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null,
  title text not null check (length(title) between 1 and 500),
  due timestamptz not null,
  -- the wall clock the time was meant in; recurrences are reckoned there
  time_zone text not null,
  recurrence text check (length(recurrence) <= 500),
  status text not null default 'pending' check (status in ('pending', 'sent', 'cancelled', 'failed')),
  site_id uuid references public.sites (id),
  created_by uuid not null references public.people (id),
  source text not null,
  chat text,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- where the repetition is counted from
  starts_at timestamptz,
  lease_token uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  -- when it first fell due, while it is put off because of quiet hours
  due_since timestamptz,
  unique (organisation_id, ref)
);
create index reminders_due on public.reminders (due) where status = 'pending' and deleted_at is null;
create index reminders_live on public.reminders (organisation_id, ref desc) where deleted_at is null;
create index reminders_waiting on public.reminders (organisation_id, due) where status = 'pending' and deleted_at is null;

create trigger one_organisation before insert or update of site_id on public.reminders
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites');
create trigger refs before insert on public.reminders for each row when (new.ref is null) execute function public.give_ref();

create table public.reminder_people (
  reminder_id uuid not null references public.reminders (id) on delete cascade,
  person_id uuid not null references public.people (id),
  organisation_id uuid not null references public.organisations (id),
  primary key (reminder_id, person_id)
);
create index reminder_people_of_person on public.reminder_people (person_id);

create trigger one_organisation before insert or update of reminder_id, person_id on public.reminder_people
  for each row execute function public.of_one_organisation('reminder_id', 'reminders', 'person_id', 'people');

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

create function public.reminder_json(r public.reminders) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', r.id, 'ref', r.ref, 'title', r.title, 'due', public.instant(r.due), 'timeZone', r.time_zone,
    'recurrence', r.recurrence, 'status', r.status,
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name)
      from public.reminder_people x join public.people p on p.id = x.person_id where x.reminder_id = r.id), '[]'),
    'site', public.site_ref(r.site_id),
    'createdBy', public.person_ref(r.created_by),
    'source', jsonb_build_object('source', r.source, 'messageId', r.message_id),
    'createdAt', public.instant(r.created_at), 'updatedAt', public.instant(r.updated_at), 'version', r.version)
$$;

-- Commands on reminders; the same manner as tasks.
create function public.reminder_of(ctx jsonb, a jsonb) returns public.reminders
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders;
begin
  select * into r from public.reminders
  where organisation_id = (ctx ->> 'organisationId')::uuid and deleted_at is null
    and case when a ? 'id' then id = (a ->> 'id')::uuid else ref = (a ->> 'ref')::int end for update;
  if not found then
    raise sqlstate 'PT404' using message = case when a ? 'ref' then 'There is no reminder #' || (a ->> 'ref') else 'There is no such reminder' end;
  end if;
  if a ? 'version' and (a ->> 'version')::int <> r.version then
    raise sqlstate 'PT412' using message = 'Reminder #' || r.ref || ' has changed since you read it (version ' || r.version || ' now)';
  end if;
  return r;
end $$;

create function public.reminder_changed(r public.reminders, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'reminder', 'entityId', r.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', jsonb_build_object('kind', 'reminder', 'reminder', public.reminder_json(r)))
    || case when p_before is null then '{}' else jsonb_build_object('before', jsonb_build_object('kind', 'reminder', 'reminder', p_before)) end
$$;

create function public.reminder_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders;
begin
  insert into public.reminders (organisation_id, title, due, time_zone, recurrence, site_id, created_by, source, chat, message_id)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', (a ->> 'due')::timestamptz, a ->> 'timeZone', a ->> 'recurrence',
    (a ->> 'siteId')::uuid, (ctx ->> 'personId')::uuid, ctx ->> 'source', ctx ->> 'chat', (ctx ->> 'messageId')::uuid)
  returning * into r;
  insert into public.reminder_people (reminder_id, person_id)
  select r.id, p::uuid from (select distinct jsonb_array_elements_text(a -> 'personIds') p) x;
  return public.reminder_changed(r, null);
end $$;

create function public.reminder_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  update public.reminders set
    title = case when a ? 'title' then a ->> 'title' else title end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    time_zone = coalesce(a ->> 'timeZone', time_zone),
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    status = case when a ? 'due' then 'pending' else status end,
    site_id = case when a ? 'siteId' then (a ->> 'siteId')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = r.id returning * into r;
  if a ? 'personIds' then
    delete from public.reminder_people where reminder_id = r.id;
    insert into public.reminder_people (reminder_id, person_id)
    select r.id, x::uuid from (select distinct jsonb_array_elements_text(a -> 'personIds') x) y;
  end if;
  return public.reminder_changed(r, b);
end $$;

-- Snoozed is said later this once: a repetition still counts from where it was set.
create function public.reminder_snooze(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  if r.recurrence is null or coalesce(a ->> 'recurrence', r.recurrence) <> r.recurrence then return public.reminder_update(ctx, a); end if;
  -- the version changes by itself: with a new time it would count from there (`reminder_times`)
  update public.reminders set due = coalesce((a ->> 'due')::timestamptz, due), status = 'pending', due_since = null,
    lease_token = null, lease_until = null where id = r.id;
  update public.reminders set version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.reminder_changed(r, b);
end $$;

create function public.reminder_cancel(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  if r.status = 'cancelled' then return public.reminder_changed(r, b, true); end if;
  update public.reminders set status = 'cancelled', version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.reminder_changed(r, b);
end $$;

create function public.reminder_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders; b jsonb; a jsonb := public.altered(ctx, p_snapshot);
begin
  select * into r from public.reminders where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when r.deleted_at is null then public.reminder_json(r) end;
  if p_snapshot is null then
    update public.reminders set deleted_at = now(), version = version + 1, updated_at = now() where id = p_id returning * into r;
    return public.reminder_changed(r, b);
  end if;
  update public.reminders set deleted_at = null,
    title = case when a ? 'title' then a ->> 'title' else title end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    -- put off, said at that time, and put back to a time that is still to come: it is said then
    status = case when a ? 'status' or a ? 'due' and (a ->> 'due')::timestamptz > now() then p_snapshot ->> 'status' else status end,
    site_id = case when a ? 'site' then (a -> 'site' ->> 'id')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into r;
  if a ? 'people' then
    delete from public.reminder_people where reminder_id = p_id;
    insert into public.reminder_people (reminder_id, person_id)
    select p_id, (x ->> 'id')::uuid from jsonb_array_elements(a -> 'people') x;
  end if;
  return public.reminder_changed(r, b);
end $$;

create function public.show_reminders(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'reminder', 2000);
  sorted := case p ->> 'order' when 'due' then 'r.due, r.ref desc' else 'r.ref desc' end;
  execute format('select coalesce(jsonb_agg(public.reminder_json(x.r) order by x.o), ''[]'') from (
    select r, row_number() over (order by %1$s) o from public.reminders r where %2$s order by %1$s limit $4) x', sorted,
    concat_ws(' and ', 'r.organisation_id = ($1 ->> ''organisationId'')::uuid', 'r.deleted_at is null',
      case when sites is not null then '(r.site_id is null or r.site_id = any ($2) or r.created_by = ($1 ->> ''viewerId'')::uuid or exists (
        select 1 from public.reminder_people x where x.reminder_id = r.id and x.person_id = ($1 ->> ''viewerId'')::uuid))' end,
      case when p ? 'query' then 'r.id = any ($3)' end,
      case when p ? 'id' then 'r.id = ($1 ->> ''id'')::uuid' end,
      case when p ? 'refs' then 'r.ref = any (array(select x::int from jsonb_array_elements_text($1 -> ''refs'') x))' end,
      case when p ? 'status' then format('r.status = %L', p ->> 'status') end,
      case when p ? 'personId' then 'exists (select 1 from public.reminder_people x where x.reminder_id = r.id and x.person_id = ($1 ->> ''personId'')::uuid)' end,
      case when p ? 'beforeRef' then 'r.ref < ($1 ->> ''beforeRef'')::int' end))
  into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create function public.reminder_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('reminders', public.show_reminders(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;

insert into public.operations (name, carried_out_by, said_again) values
  ('reminder.show', 'reminder_show', null), ('reminder.create', 'reminder_create', 'reminder.update'),
  ('reminder.update', 'reminder_update', null), ('reminder.snooze', 'reminder_snooze', null),
  ('reminder.cancel', 'reminder_cancel', null);
insert into public.undoable (entity, restored_by, kept_in) values ('reminder', 'reminder_restore', 'reminders');

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

alter table public.reminders enable row level security;
alter table public.reminder_people enable row level security;

revoke all on public.reminders, public.reminder_people from anon, authenticated;
grant select, insert, update, delete on public.reminders, public.reminder_people to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

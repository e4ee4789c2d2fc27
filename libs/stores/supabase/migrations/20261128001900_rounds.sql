-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- What is said without being asked: each person's digest at the hour they chose, and a nudge when a task falls due. And
-- whether anything falls due soon: asked once a minute from outside while nothing of the product runs.

-- Done since: also what repeats and is open again.
create function public.count_and_show(p jsonb, p_limit int) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with v as materialized (select public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid) sites)
  select jsonb_build_object('tasks', coalesce(jsonb_agg(public.task_json(x.t)) filter (where x.n <= p_limit), '[]'), 'count', count(*))
  from (select t, row_number() over (order by t.due nulls last, t.ref) n
    from public.tasks t, v
    where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
      and (v.sites is null or t.site_id is null or t.site_id = any (v.sites) or t.created_by = (p ->> 'viewerId')::uuid
        or exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = (p ->> 'viewerId')::uuid))
      and (not p ? 'status' or t.status = p ->> 'status' or p ? 'completedSince')
      and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
      and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
        where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
      and (not p ? 'completedSince' or t.completed_at >= (p ->> 'completedSince')::timestamptz)
      and (not p ? 'createdSince' or t.created_at >= (p ->> 'createdSince')::timestamptz)
      and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
      and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
    order by n) x
$$;

-- Where things stand: for a shift that takes over (`handoff`), or for one person's day (`digest`).
-- a: {of: handoff | digest, since, dayStart, dayEnd, personId, siteId?} as instants; sections without anything are left out.
-- `viewerId` goes along to the tasks, and narrows the reminders.
create function public.report_status(ctx jsonb, a jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare base jsonb := jsonb_build_object('organisationId', ctx -> 'organisationId')
    || case when a ? 'siteId' then jsonb_build_object('siteId', a -> 'siteId') else '{}' end
    || case when a ? 'viewerId' then jsonb_build_object('viewerId', a -> 'viewerId') else '{}' end;
  mine jsonb := base || jsonb_build_object('assigneeId', a -> 'personId'); sections jsonb := '[]'; s jsonb; r jsonb;
  sites uuid[] := public.sites_of((ctx ->> 'organisationId')::uuid, (a ->> 'viewerId')::uuid);
begin
  if a ->> 'of' = 'handoff' then
    sections := jsonb_build_array(
      jsonb_build_object('name', 'done') || public.count_and_show(base || jsonb_build_object('status', 'done', 'completedSince', a -> 'since'), 15),
      jsonb_build_object('name', 'overdue') || public.count_and_show(base || jsonb_build_object('status', 'open', 'dueBefore', a -> 'now'), 15),
      jsonb_build_object('name', 'new') || public.count_and_show(base || jsonb_build_object('status', 'open', 'createdSince', a -> 'since'), 15),
      jsonb_build_object('name', 'next') || public.count_and_show(base || jsonb_build_object('status', 'open', 'dueFrom', a -> 'now', 'dueBefore', a -> 'until'), 15));
  else
    sections := jsonb_build_array(
      jsonb_build_object('name', 'overdue') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueBefore', a -> 'now'), 15),
      jsonb_build_object('name', 'today') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueFrom', a -> 'now', 'dueBefore', a -> 'dayEnd'), 15),
      jsonb_build_object('name', 'open') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueFrom', a -> 'dayEnd'), 10));
  end if;
  select coalesce(jsonb_agg(public.reminder_json(x) order by x.due), '[]') into r from public.reminders x
  where x.organisation_id = (ctx ->> 'organisationId')::uuid and x.deleted_at is null and x.status = 'pending'
    and x.due between (a ->> 'now')::timestamptz and (a ->> 'until')::timestamptz
    and (sites is null or x.site_id is null or x.site_id = any (sites) or x.created_by = (a ->> 'viewerId')::uuid)
    and (a ->> 'of' = 'handoff' or exists (select 1 from public.reminder_people p where p.reminder_id = x.id and p.person_id = (a ->> 'personId')::uuid));
  select coalesce(jsonb_agg(x), '[]') into s from jsonb_array_elements(sections) x where (x ->> 'count')::int > 0;
  return jsonb_build_object('shown', jsonb_build_object('kind', 'summary', 'about', a ->> 'of', 'sections', s, 'reminders', r));
end $$;

insert into public.operations (name, carried_out_by) values ('report.status', 'report_status');

-- Puts into the outbox what is to be said now; each once, whichever instance makes the rounds. Whoever wants quiet when a task
-- falls due is nudged when the quiet is over (of the same day), not never; what was said to the others is not said again
-- (`dedupe`).
create function public.make_rounds(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; x public.people; t public.tasks; zone text; digests int := 0; nudges int := 0; escalations int := 0; s jsonb;
  waits boolean;
begin
  for x in
    select * from public.people q where q.organisation_id = org and q.deleted_at is null and q.digest_at is not null
      and (now() at time zone coalesce(q.time_zone, p ->> 'timeZone'))::time >= q.digest_at
      and coalesce(q.digest_on, '-infinity') < (now() at time zone coalesce(q.time_zone, p ->> 'timeZone'))::date
    for update skip locked
  loop
    zone := coalesce(x.time_zone, p ->> 'timeZone');
    s := public.report_status(jsonb_build_object('organisationId', org), jsonb_build_object('of', 'digest', 'personId', x.id,
      'now', now(), 'dayEnd', (date_trunc('day', now() at time zone zone) + interval '1 day') at time zone zone,
      'until', (date_trunc('day', now() at time zone zone) + interval '1 day') at time zone zone)) -> 'shown';
    digests := digests + public.say(org, 'digest:' || x.id || ':' || (now() at time zone zone)::date, x, zone,
      s || '{"command": "report.status"}');
    update public.people set digest_on = (now() at time zone zone)::date where id = x.id;
  end loop;

  for t in
    select * from public.tasks q where q.organisation_id = org and q.status = 'open' and q.deleted_at is null and q.due_has_time
      and q.nudged_at is null and q.due <= now() and q.due > now() - interval '1 day'
    order by q.due limit 200 for update skip locked
  loop
    waits := false;
    for x in
      select y.* from public.task_assignees a join public.people y on y.id = a.person_id and y.deleted_at is null where a.task_id = t.id
      union select y.* from public.people y where y.id = t.created_by and y.deleted_at is null
        and not exists (select 1 from public.task_assignees a where a.task_id = t.id)
    loop
      zone := coalesce(x.time_zone, p ->> 'timeZone');
      if public.is_quiet(x, zone) then
        waits := true;
        continue;
      end if;
      nudges := nudges + public.say(org, 'nudge:' || t.id || ':' || extract(epoch from t.due)::bigint || ':' || x.id, x, zone,
        jsonb_build_object('kind', 'nudged', 'command', 'task.show', 'task', public.task_json(t)));
    end loop;
    update public.tasks set nudged_at = now() where id = t.id and not waits;
  end loop;

  -- still open long after it was due: whoever gave it is told, once
  for t in
    select * from public.tasks q where q.organisation_id = org and q.status = 'open' and q.deleted_at is null and q.due_has_time
      and q.nudged_at is not null and q.escalated_at is null
      and q.due <= now() - make_interval(secs => (p ->> 'escalateSeconds')::float8) and q.due > now() - interval '2 days'
    order by q.due limit 200 for update skip locked
  loop
    select * into x from public.people y where y.id = t.created_by and y.deleted_at is null
      and not exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = y.id);
    if found and exists (select 1 from public.task_assignees a where a.task_id = t.id) then
      zone := coalesce(x.time_zone, p ->> 'timeZone');
      escalations := escalations + public.say(org, 'escalation:' || t.id || ':' || extract(epoch from t.due)::bigint, x, zone,
        jsonb_build_object('kind', 'nudged', 'command', 'task.show', 'task', public.task_json(t), 'escalated', true));
    end if;
    update public.tasks set escalated_at = now() where id = t.id;
  end loop;
  return jsonb_build_object('digests', digests, 'nudges', nudges, 'escalations', escalations);
end $$;

-- what is to be said to somebody once their quiet hours are over
create table public.held (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  person_id uuid not null references public.people (id),
  outcome jsonb not null,
  created_at timestamptz not null default now()
);
create index held_of_organisation on public.held (organisation_id, person_id, id);

-- The rounds, and what was held back while somebody wanted quiet.
create function public.go_round(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; x public.people; zone text; said jsonb; one jsonb; told int := 0; r jsonb := public.make_rounds(p);
begin
  for x in
    select * from public.people q where q.organisation_id = org and q.deleted_at is null
      and exists (select 1 from public.held h where h.person_id = q.id) order by q.id for update skip locked
  loop
    zone := coalesce(x.time_zone, p ->> 'timeZone');
    continue when public.is_quiet(x, zone);
    with gone as (delete from public.held where person_id = x.id returning *)
    select jsonb_agg(outcome order by id) into said from gone;
    continue when said is null;
    for one in select * from jsonb_array_elements(said) loop
      told := told + public.say(org, 'told:' || gen_random_uuid(), x, zone, one);
    end loop;
  end loop;
  return r || jsonb_build_object('told', told);
end $$;

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

-- what make_rounds says: a digest, a nudge, a word to whoever gave a task that stays open; and nudges that wait for somebody's
-- quiet hours to end, for which nobody is to be woken before
create function public.rounds_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.people q
    where q.deleted_at is null and q.digest_at is not null
      and ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::time >= q.digest_at
      and coalesce(q.digest_on, '-infinity')
        < ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::date)
  or exists (
    select 1 from public.tasks t join public.people y on y.organisation_id = t.organisation_id and y.deleted_at is null
    where t.status = 'open' and t.deleted_at is null and t.due_has_time and t.nudged_at is null
      and t.due between now() - interval '1 day' and (p ->> 'until')::timestamptz
      and (exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = y.id)
        or y.id = t.created_by and not exists (select 1 from public.task_assignees a where a.task_id = t.id))
      and not public.is_quiet(y, coalesce(y.time_zone, p ->> 'timeZone'))
      -- told already, while others have their quiet
      and not exists (select 1 from public.outbox o
        where o.dedupe = 'nudge:' || t.id || ':' || extract(epoch from t.due)::bigint || ':' || y.id))
  or exists (
    select 1 from public.tasks t
    where t.status = 'open' and t.deleted_at is null and t.due_has_time and t.nudged_at is not null and t.escalated_at is null
      and t.due between now() - interval '2 days' and (p ->> 'until')::timestamptz - interval '4 hours')
$$;

create function public.deliveries_wait(p jsonb) returns boolean
language plpgsql stable security invoker set search_path = '' as $$
begin
  return exists (
    select 1 from public.webhook_deliveries d join public.webhooks w on w.id = d.webhook_id
    where d.status = 'pending' and d.run_at <= (p ->> 'until')::timestamptz
      and (d.lease_until is null or d.lease_until < (p ->> 'until')::timestamptz)
      and w.enabled and w.deleted_at is null);
end $$;

insert into public.waking (name, asked_of) values
  ('messages', 'messages_wait'), ('outbox', 'outbox_waits'), ('reminders', 'reminders_wait'), ('rounds', 'rounds_wait'),
  ('webhooks', 'deliveries_wait');

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

alter table public.held enable row level security;
alter table public.waking enable row level security;

revoke all on public.held, public.waking from anon, authenticated;
grant select, insert, update, delete on public.held to service_role;
grant select on public.waking to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

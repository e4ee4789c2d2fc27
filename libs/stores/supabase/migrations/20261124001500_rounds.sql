-- What is said without being asked: each person's digest at the hour they chose, and a nudge when a task falls due.
alter table public.tasks
  add column nudged_at timestamptz,
  add column escalated_at timestamptz;
create index tasks_to_nudge on public.tasks (organisation_id, due)
  where status = 'open' and deleted_at is null and due_has_time and (nudged_at is null or escalated_at is null);

create function public.is_quiet(p public.people, zone text) returns boolean
language sql stable security invoker set search_path = '' as $$
  select case
    when p.quiet_from is null or p.quiet_until is null or p.quiet_from = p.quiet_until then false
    when p.quiet_from < p.quiet_until then (now() at time zone zone)::time >= p.quiet_from and (now() at time zone zone)::time < p.quiet_until
    else (now() at time zone zone)::time >= p.quiet_from or (now() at time zone zone)::time < p.quiet_until end
$$;

create function public.chat_of(p_person uuid) returns text
language sql stable security invoker set search_path = '' as $$
  select chat from public.chats where person_id = p_person and channel = 'telegram' and open limit 1
$$;

create function public.say(org uuid, p_dedupe text, p public.people, zone text, p_outcome jsonb) returns int
language plpgsql security invoker set search_path = '' as $$
declare chat text := public.chat_of(p.id);
begin
  insert into public.outbox (organisation_id, dedupe, channel, chat, body)
  values (org, p_dedupe, case when chat is null then 'page' else 'telegram' end, coalesce(chat, p.id::text),
    jsonb_build_object('outcomes', jsonb_build_array(p_outcome), 'language', p.language, 'timeZone', zone))
  on conflict (dedupe) do nothing;
  return case when found then 1 else 0 end;
end $$;

-- Puts into the outbox what is to be said now; each once, whichever instance makes the rounds.
create function public.make_rounds(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; x public.people; t public.tasks; zone text; digests int := 0; nudges int := 0; escalations int := 0; s jsonb;
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
    for x in
      select y.* from public.task_assignees a join public.people y on y.id = a.person_id and y.deleted_at is null where a.task_id = t.id
      union select y.* from public.people y where y.id = t.created_by and y.deleted_at is null
        and not exists (select 1 from public.task_assignees a where a.task_id = t.id)
    loop
      zone := coalesce(x.time_zone, p ->> 'timeZone');
      continue when public.is_quiet(x, zone);
      nudges := nudges + public.say(org, 'nudge:' || t.id || ':' || extract(epoch from t.due)::bigint || ':' || x.id, x, zone,
        jsonb_build_object('kind', 'nudged', 'command', 'task.show', 'task', public.task_json(t)));
    end loop;
    update public.tasks set nudged_at = now() where id = t.id;
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

-- a task that gets another time is nudged about anew
create function public.task_times() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if new.due is distinct from old.due then new.nudged_at := null; new.escalated_at := null; end if;
  return new;
end $$;
create trigger tasks_times before update of due on public.tasks for each row execute function public.task_times();

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

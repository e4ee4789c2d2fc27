-- Whoever wants quiet when a task falls due is nudged when the quiet is over (of the same day), not never.
-- As in 20261124001500; what was said to the others is not said again (`dedupe`).
create or replace function public.make_rounds(p jsonb) returns jsonb
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

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

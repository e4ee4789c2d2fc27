-- Where things stand: for a shift that takes over (`handoff`), or for one person's day (`digest`).
create function public.count_and_show(p jsonb, p_limit int) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('tasks', coalesce(jsonb_agg(public.task_json(x.t)) filter (where x.n <= p_limit), '[]'), 'count', count(*))
  from (select t, row_number() over (order by t.due nulls last, t.ref) n from public.tasks t
    where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
      and (not p ? 'status' or t.status = p ->> 'status')
      and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
      and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
        where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
      and (not p ? 'completedSince' or t.completed_at >= (p ->> 'completedSince')::timestamptz)
      and (not p ? 'createdSince' or t.created_at >= (p ->> 'createdSince')::timestamptz)
      and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
      and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
    order by n) x
$$;

-- a: {of: handoff | digest, since, dayStart, dayEnd, personId, siteId?} as instants; sections without anything are left out.
create function public.report_status(ctx jsonb, a jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare base jsonb := jsonb_build_object('organisationId', ctx -> 'organisationId')
    || case when a ? 'siteId' then jsonb_build_object('siteId', a -> 'siteId') else '{}' end;
  mine jsonb := base || jsonb_build_object('assigneeId', a -> 'personId'); sections jsonb := '[]'; s jsonb; r jsonb;
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
    and (a ->> 'of' = 'handoff' or exists (select 1 from public.reminder_people p where p.reminder_id = x.id and p.person_id = (a ->> 'personId')::uuid));
  select coalesce(jsonb_agg(x), '[]') into s from jsonb_array_elements(sections) x where (x ->> 'count')::int > 0;
  return jsonb_build_object('shown', jsonb_build_object('kind', 'summary', 'about', a ->> 'of', 'sections', s, 'reminders', r));
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

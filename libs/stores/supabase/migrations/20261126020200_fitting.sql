-- Tasks by what they are like: overdue, of a priority, nobody's, done within a span. Answered as the numbers of those that
-- fit, so that whatever decides who may see what (`show_tasks`) goes on deciding it.
create function public.fitting(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare fit int[];
begin
  if not p ?| array['overdueAt', 'priorities', 'unassigned', 'completedFrom', 'completedBefore'] then return p; end if;
  select coalesce(array_agg(t.ref), '{}') into fit from public.tasks t
  where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
    and (coalesce(p ->> 'status', 'all') = 'all' or p ? 'completedFrom' or t.status = p ->> 'status')
    -- a day is over when it is over; `overdueDay` is the beginning of today
    and (not p ? 'overdueAt' or t.status = 'open'
      and t.due < case when t.due_has_time then (p ->> 'overdueAt')::timestamptz else (p ->> 'overdueDay')::timestamptz end)
    and (not p ? 'priorities' or t.priority in (select jsonb_array_elements_text(p -> 'priorities')))
    and (not coalesce((p ->> 'unassigned')::boolean, false) or not exists (select 1 from public.task_assignees a where a.task_id = t.id))
    and (not p ? 'completedFrom' or t.completed_at >= (p ->> 'completedFrom')::timestamptz)
    and (not p ? 'completedBefore' or t.completed_at < (p ->> 'completedBefore')::timestamptz)
    and (not p ? 'refs' or t.ref in (select r::int from jsonb_array_elements_text(p -> 'refs') r));
  return p || jsonb_build_object('refs', to_jsonb(fit))
    -- what repeats was done, and is open again
    || case when p ? 'completedFrom' then '{"status": "all"}' else '{}' end::jsonb;
end $$;

create function public.show_fitting_tasks(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.show_tasks(public.fitting(p))
$$;

create or replace function public.task_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('tasks', public.show_fitting_tasks(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

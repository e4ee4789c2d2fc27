-- Completing a task that repeats sets its subtasks anew, and so takes more than one record, too.
create or replace function public.reaches_far(p_steps jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select count(*) > 1
    or coalesce(bool_or(s ->> 'op' in ('task.complete', 'task.delete', 'list.rename') or s ->> 'op' like 'change.%'), false)
  from jsonb_array_elements(p_steps) s where s ? 'op' and s ->> 'op' not like '%.show'
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

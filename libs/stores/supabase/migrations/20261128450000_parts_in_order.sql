-- Two tasks that are made parts of each other at once do not wait for one another: both are locked first, in their order.

-- replaces reaches_far, from 20261128000400
create or replace function public.reaches_far(p_steps jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select count(*) > 1
    or coalesce(bool_or(s ->> 'op' in ('task.complete', 'task.delete', 'list.rename') or s ->> 'op' like 'change.%'
      or s ->> 'op' = 'task.update' and s -> 'args' ?| array['parentId', 'parentRef']), false)
  from jsonb_array_elements(p_steps) s where s ? 'op' and s ->> 'op' not like '%.show'
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

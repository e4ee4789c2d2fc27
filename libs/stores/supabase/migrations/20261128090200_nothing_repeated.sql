-- What was there already and was left as it was repeats what somebody said, as a question does.

-- replaces only_changes, from 20261128030100
-- Of what came of a message, what was done: all else repeats its words.
create or replace function public.only_changes(p_outcomes jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when jsonb_typeof(p_outcomes) = 'array' then coalesce((select jsonb_agg(x - 'skipped' order by n) from jsonb_array_elements(p_outcomes)
    with ordinality u (x, n) where (x ->> 'kind' = 'changed' or not x ? 'kind') and x ->> 'unchanged' is distinct from 'true'), '[]') else p_outcomes end
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

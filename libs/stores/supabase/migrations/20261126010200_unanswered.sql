-- Which of these messages have no answer yet: not worked off, or the answer not sent.
create function public.unanswered(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(m.id), '[]') from public.messages m
  where m.id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x)
    and (m.status = 'pending' or exists (select 1 from public.outbox o where o.message_id = m.id and o.status = 'pending'))
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

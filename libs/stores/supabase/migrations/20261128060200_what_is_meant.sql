-- What an answer to a message without a platform's id is about.

-- over REST a message is known by its own id
-- replaces record_behind, from 20261128000400
create or replace function public.record_behind(org uuid, p_source text, p_chat text, p_platform_id text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.gist_of_outcome(o) from (
    select body -> 'outcomes' outcomes from public.outbox
    where organisation_id = org and channel = p_source and chat = p_chat and platform_id = p_platform_id
    union all
    select outcomes from public.messages
    where organisation_id = org and source = p_source and chat = p_chat and body ->> 'platformId' = p_platform_id and body ? 'platformId'
    union all
    select outcomes from public.messages
    where id = case when p_platform_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_platform_id::uuid end
      and organisation_id = org and source = p_source and chat = p_chat
  ) m, jsonb_array_elements(coalesce(m.outcomes, '[]')) o
  where public.gist_of_outcome(o) is not null limit 1
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

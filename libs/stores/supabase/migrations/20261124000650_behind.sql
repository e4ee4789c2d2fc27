-- The record a message of a chat is about: one of the bot's own, or one somebody wrote.
create index outbox_by_platform_id on public.outbox (channel, chat, platform_id) where platform_id is not null;
create index messages_by_platform_id on public.messages (source, chat, (body ->> 'platformId')) where body ? 'platformId';

-- What can be said of a record in one word: kind, id, short number, title.
create function public.subject_gist(s jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object('kind', s ->> 'kind', 'id', r ->> 'id', 'ref', r -> 'ref', 'title', coalesce(r ->> 'title', r ->> 'name'))
  from (select s -> (s ->> 'kind') r) x
$$;

-- When exactly one record was shown, the conversation is about it.
create function public.gist_of_shown(o jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case
    when jsonb_array_length(o -> 'tasks') = 1 then public.subject_gist(jsonb_build_object('kind', 'task', 'task', o -> 'tasks' -> 0))
    when jsonb_array_length(o -> 'lists') = 1 then public.subject_gist(jsonb_build_object('kind', 'list', 'list', o -> 'lists' -> 0))
    when jsonb_array_length(o -> 'reminders') = 1 then public.subject_gist(jsonb_build_object('kind', 'reminder', 'reminder', o -> 'reminders' -> 0))
  end
$$;

create function public.gist_of_outcome(o jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case o ->> 'kind'
    when 'changed' then public.subject_gist(o -> 'subject')
    when 'shown' then public.gist_of_shown(o)
    when 'reminded' then public.subject_gist(jsonb_build_object('kind', 'reminder', 'reminder', o -> 'reminder'))
  end
$$;

create function public.record_behind(org uuid, p_source text, p_chat text, p_platform_id text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.gist_of_outcome(o) from (
    select body -> 'outcomes' outcomes from public.outbox
    where organisation_id = org and channel = p_source and chat = p_chat and platform_id = p_platform_id
    union all
    select outcomes from public.messages
    where organisation_id = org and source = p_source and chat = p_chat and body ->> 'platformId' = p_platform_id and body ? 'platformId'
  ) m, jsonb_array_elements(coalesce(m.outcomes, '[]')) o
  where public.gist_of_outcome(o) is not null limit 1
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What somebody said to the bot alone and nobody understood is theirs, and an admin's who is to find out why; and what names
-- one of their private lists is theirs alone, understood or not.

-- Whether a text says a name, word for word; case and accents do not count.
create function public.says(p_text text, p_name text) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select n <> '' and position(' ' || n || ' ' in ' ' || t || ' ') > 0
  from (select trim(regexp_replace(public.folded(coalesce(p_text, '')), '[^[:alnum:]]+', ' ', 'g')) t,
    trim(regexp_replace(public.folded(p_name), '[^[:alnum:]]+', ' ', 'g')) n) x
$$;

-- What somebody was shown is narrowed to their sites, not to those of who reads their messages later: a manager of one site
-- reads of somebody who reaches farther what they changed there, and not what they looked up. What was left as it was is looked
-- at, too: it changed nothing by which it could be told whose it is.
-- replaces is_withheld, from 20261128001300
create or replace function public.is_withheld(m public.messages, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select p_viewer is not null and m.person_id is distinct from p_viewer and (
    exists (select 1 from public.audit a where a.message_id = m.id and not public.may_read(a, p_viewer, p_sites))
    or coalesce(jsonb_path_exists(m.outcomes, '$.**.private ? (@ == true)'), false)
    or coalesce(jsonb_path_exists(m.commands, '$.**.private ? (@ == true)'), false)
    or exists (select 1 from public.lists l where l.organisation_id = m.organisation_id and l.private and l.created_by = m.person_id
      and (lower(l.name) in (select lower(n #>> '{}') from jsonb_path_query(m.commands, '$[*].slots.listName') n)
        or public.says(m.body ->> 'text', l.name)))
    or (p_sites is not null
      and not coalesce(public.sites_of(m.organisation_id, m.person_id) <@ p_sites, false)
      and (not coalesce(jsonb_path_exists(m.outcomes, '$[0]'), false)
        or jsonb_path_exists(m.outcomes, '$[*] ? (@.kind != "changed" || !exists(@.auditId))')))
    or (m.chat in (m.person_id::text, m.external_id)
      and coalesce(jsonb_path_exists(m.outcomes, '$[*] ? (@.topic == "not_understood" || @.question == "unsure")'), false)
      and not exists (select 1 from public.people p where p.id = p_viewer and p.role = 'admin')))
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

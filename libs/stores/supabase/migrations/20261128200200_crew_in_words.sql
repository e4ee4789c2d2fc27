-- People and places can be added by saying so. What is told of it is who or where, not what else is known of them.

-- A conversation is about records, not about people, places or somebody's settings.
-- replaces subject_gist, from 20261128000400
create or replace function public.subject_gist(s jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when s ->> 'kind' not in ('settings', 'person', 'site') then
    jsonb_build_object('kind', s ->> 'kind', 'id', r ->> 'id', 'ref', r -> 'ref', 'title', coalesce(r ->> 'title', r ->> 'name')) end
  from (select s -> (s ->> 'kind') r) x
$$;

-- What was added is audited where it is added.
create function public.added_to_crew(p_kind text, r jsonb, p_there boolean) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object('entity', p_kind, 'entityId', r -> 'id', 'audited', true,
    'subject', jsonb_build_object('kind', p_kind, p_kind, jsonb_build_object('id', r -> 'id', 'name', r -> 'name')))
    || case when p_there then '{"unchanged": true}' else '{}' end::jsonb
$$;

-- Somebody of that very name is there already: another one is made over REST, where they can be told apart.
create function public.person_said(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.people;
begin
  perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':person:' || lower(a ->> 'name'), 8));
  select * into x from public.people p where p.organisation_id = (ctx ->> 'organisationId')::uuid and not p.sample and p.deleted_at is null
    and (lower(p.name) = lower(a ->> 'name') or exists (select 1 from unnest(p.aliases) z where lower(z) = lower(a ->> 'name'))) limit 1;
  if found then return public.added_to_crew('person', to_jsonb(x), true); end if;
  return public.added_to_crew('person', public.person_create(ctx, a - 'viewerId'), false);
end $$;

create function public.site_said(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.added_to_crew('site', public.site_create(ctx, a - 'viewerId'), false)
$$;

insert into public.operations (name, carried_out_by) values ('person.create', 'person_said'), ('site.create', 'site_said');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

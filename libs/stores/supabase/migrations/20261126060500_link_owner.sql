-- A link shows what whoever asked for it may see.
create or replace function public.follow_link(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', l.organisation_id, 'personId', l.person_id, 'reportIds', to_jsonb(l.report_ids),
    'language', x.language, 'timeZone', x.time_zone)
  from public.document_links l join public.people x on x.id = l.person_id and x.deleted_at is null
  where l.hash = p ->> 'hash' and l.expires_at > now()
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What was done to somebody's private list is theirs to read.
create or replace function public.show_audit(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); org uuid := (p ->> 'organisationId')::uuid;
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of(org, viewer);
begin
  select coalesce(jsonb_agg(public.audit_json(x.a) order by (x.a).id desc), '[]') into found from (
    select a from public.audit a
    where a.organisation_id = org
      and (sites is null or a.person_id = viewer or coalesce(public.audit_site(a) = any (sites), true))
      and (a.entity <> 'list' or not exists (select 1 from public.lists l
        where l.id = a.entity_id and l.private and l.created_by is distinct from viewer))
      and (not p ? 'entity' or a.entity = p ->> 'entity')
      and (not p ? 'entityId' or a.entity_id = (p ->> 'entityId')::uuid)
      and (not p ? 'personId' or a.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'from' or a.at >= (p ->> 'from')::timestamptz)
      and (not p ? 'to' or a.at < (p ->> 'to')::timestamptz)
      and (not p ? 'beforeId' or a.id < (p ->> 'beforeId')::bigint)
    order by a.id desc limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

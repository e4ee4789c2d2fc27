-- Reports by a list of ids (20261126060400) and by who looks (20261126070000), whichever of the two came first.
create or replace function public.show_reports(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.report_json(x.r)), '[]') into found from (
      select r from public.reports r
      where r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
        and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)
        and (not p ? 'id' or r.id = (p ->> 'id')::uuid)
        and (not p ? 'ids' or r.id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x))
        and (not p ? 'refs' or r.ref in (select x::int from jsonb_array_elements_text(p -> 'refs') x))
        and (not p ? 'status' or r.status = p ->> 'status')
        and (not p ? 'siteId' or r.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'personId' or r.author_id = (p ->> 'personId')::uuid)
        and (not p ? 'from' or r.observed_at >= (p ->> 'from')::timestamptz)
        and (not p ? 'to' or r.observed_at < (p ->> 'to')::timestamptz)
        and (not p ? 'query' or (select bool_and(r.text ilike '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', r.text) >= 0.6)
        and (not p ? 'beforeRef' or r.ref < (p ->> 'beforeRef')::int)
      order by case when p ->> 'order' = 'observed' then r.observed_at end desc, r.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

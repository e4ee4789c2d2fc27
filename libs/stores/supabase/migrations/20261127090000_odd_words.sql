-- What holds no word at all ("%_", an emoji) is looked for as it is written.
create or replace function public.fitting_words(p jsonb, p_entity text, p_most int) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare wide text; ids bigint[];
begin
  if not p ? 'query' then return null; end if;
  wide := public.search_expanded(jsonb_build_object('organisationId', p -> 'organisationId', 'terms', (
    select jsonb_agg(jsonb_build_array(jsonb_build_object('text', w))) from jsonb_array_elements_text(p -> 'query') w))) ->> 'wide';
  if wide = '' then
    return array(select e.record_id from public.search_entries e
      where e.organisation_id = (p ->> 'organisationId')::uuid and e.entity = p_entity
        and (select bool_and(e.title like '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
      order by e.seq desc limit p_most);
  end if;
  ids := public.search_newest(jsonb_build_object('organisationId', p -> 'organisationId', 'viewerId', p -> 'viewerId', 'entity', p_entity), wide::tsquery, p_most);
  return array(select e.record_id from public.search_entries e where e.seq = any (ids));
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

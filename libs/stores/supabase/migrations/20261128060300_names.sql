-- Two of one name are told apart, and a place that a report names may be made.

-- where somebody works tells two of one name apart
-- replaces read_directory, from 20261128001200
create or replace function public.read_directory(p_organisation uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'version', (select directory_version from public.organisations where id = p_organisation),
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'role', role, 'siteIds', to_jsonb(site_ids), 'language', language, 'sample', sample) order by created_at, id)
      from public.people where organisation_id = p_organisation and deleted_at is null), '[]'),
    'sites', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'sample', sample) order by created_at, id)
      from public.sites where organisation_id = p_organisation and deleted_at is null), '[]'),
    'lists', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name) || case when private then jsonb_build_object('ownerId', created_by) else '{}' end order by ref)
      from public.lists where organisation_id = p_organisation and deleted_at is null), '[]'))
$$;

-- A report is of a place nobody knew until now.
create function public.report_place(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  if ctx ->> 'role' <> 'admin' then raise sqlstate 'PT403' using message = 'Only an admin may do this'; end if;
  return public.report_update(ctx, (a - 'name') || jsonb_build_object('siteId', public.site_create(ctx, jsonb_build_object('name', a -> 'name')) -> 'id'));
end $$;
insert into public.operations (name, carried_out_by, given) values ('report.place', 'report_place', '{}');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- How many requests a minute a key may make; null: as many as the product takes from anybody.
alter table public.api_keys add column requests_per_minute int check (requests_per_minute between 1 and 1000000);

create or replace function public.key_json(k public.api_keys) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', k.id, 'name', k.name, 'prefix', k.prefix, 'person', public.name_ref(p.id, p.name), 'role', p.role,
    'scopes', to_jsonb(k.scopes), 'expiresAt', public.instant(k.expires_at), 'requestsPerMinute', k.requests_per_minute,
    'createdAt', public.instant(k.created_at), 'lastUsedAt', public.instant(k.last_used_at),
    'revokedAt', public.instant(k.revoked_at))
  from public.people p where p.id = k.person_id
$$;

create or replace function public.key_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare k public.api_keys;
begin
  perform public.person_of(ctx, jsonb_build_object('id', a ->> 'personId'));
  if (a ->> 'expiresAt')::timestamptz <= now() then
    raise sqlstate 'PT400' using message = 'expiresAt must be in the future';
  end if;
  insert into public.api_keys (organisation_id, person_id, name, prefix, hash, scopes, expires_at, requests_per_minute)
  values ((ctx ->> 'organisationId')::uuid, (a ->> 'personId')::uuid, a ->> 'name', a ->> 'prefix', a ->> 'hash',
    array(select distinct jsonb_array_elements_text(coalesce(nullif(a -> 'scopes', 'null'), '["read", "write", "admin"]')) s order by s desc),
    (a ->> 'expiresAt')::timestamptz, (a ->> 'requestsPerMinute')::int)
  on conflict (hash) do nothing returning * into k;
  if not found then
    select * into k from public.api_keys where hash = a ->> 'hash' and organisation_id = (ctx ->> 'organisationId')::uuid;
    return public.key_json(k);
  end if;
  perform public.person_audit(ctx, 'key.create', k.id, null, public.key_json(k));
  return public.key_json(k);
end $$;

create or replace function public.key_owner(p_hash text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare k public.api_keys;
begin
  update public.api_keys set last_used_at = now()
  where hash = p_hash and revoked_at is null and (expires_at is null or expires_at > now()) returning * into k;
  if not found then return null; end if;
  return (select jsonb_build_object('keyId', k.id, 'organisationId', k.organisation_id, 'personId', x.id, 'name', x.name,
      'role', x.role, 'timeZone', x.time_zone, 'language', x.language, 'scopes', to_jsonb(k.scopes),
      'expiresAt', public.instant(k.expires_at), 'requestsPerMinute', k.requests_per_minute)
    from public.people x where x.id = k.person_id and x.deleted_at is null);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

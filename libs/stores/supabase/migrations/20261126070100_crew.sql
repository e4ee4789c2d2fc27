-- People: where they work, and all their accounts; keys: what for, and until when.
alter table public.api_keys
  add column scopes text[] not null default '{read,write,admin}'
    check (scopes <@ array['read', 'write', 'admin'] and cardinality(scopes) between 1 and 3),
  add column expires_at timestamptz;

create or replace function public.person_json(p public.people) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'aliases', to_jsonb(p.aliases), 'role', p.role, 'timeZone', p.time_zone,
    'language', p.language,
    'telegramId', (select i.external_id from public.identities i
      where i.person_id = p.id and i.source = 'telegram' order by i.created_at, i.external_id limit 1),
    'telegramIds', coalesce((select jsonb_agg(i.external_id order by i.created_at, i.external_id) from public.identities i
      where i.person_id = p.id and i.source = 'telegram'), '[]'),
    'siteIds', to_jsonb(p.site_ids),
    'quietFrom', to_char(p.quiet_from, 'HH24:MI'), 'quietUntil', to_char(p.quiet_until, 'HH24:MI'),
    'digestAt', to_char(p.digest_at, 'HH24:MI'),
    'sample', p.sample,
    'createdAt', public.instant(p.created_at), 'updatedAt', public.instant(p.updated_at), 'version', p.version)
$$;

-- Sites by their ids, each once; all of them must be there.
create function public.sites_named(org uuid, p_ids jsonb) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare ids uuid[] := array(select distinct x::uuid from jsonb_array_elements_text(coalesce(p_ids, '[]')) x); lost uuid;
begin
  select x into lost from unnest(ids) x
  where not exists (select 1 from public.sites s where s.id = x and s.organisation_id = org and s.deleted_at is null) limit 1;
  if found then raise sqlstate 'PT404' using message = 'There is no site with the id ' || lost; end if;
  return ids;
end $$;

-- All the Telegram accounts somebody has; those that are not said any more are theirs no longer.
create function public.set_telegram_ids(org uuid, p_person uuid, p_ids jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare x text;
begin
  delete from public.identities where person_id = p_person and source = 'telegram' and not coalesce(p_ids, '[]') ? external_id;
  for x in select * from jsonb_array_elements_text(coalesce(p_ids, '[]')) loop
    perform public.link_identity(org, 'telegram', x, p_person);
  end loop;
end $$;

-- `telegramIds`, or the one `telegramId`; null when neither is said.
create function public.telegram_ids_in(a jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case
    when a ? 'telegramIds' then coalesce(nullif(a -> 'telegramIds', 'null'), '[]')
    when a ? 'telegramId' then case when a ->> 'telegramId' is null then '[]' else jsonb_build_array(a -> 'telegramId') end
  end
$$;

create or replace function public.person_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; names text[] := public.names_of(a ->> 'name', a -> 'aliases');
  s public.people; x public.people; sites uuid[] := public.sites_named(org, a -> 'siteIds');
begin
  select * into s from public.people q where q.organisation_id = org and q.sample and q.deleted_at is null
    and (lower(q.name) = any (names) or exists (select 1 from unnest(q.aliases) z where lower(z) = any (names)))
  order by (lower(q.name) = lower(a ->> 'name')) desc limit 1 for update;
  if found then
    update public.people set name = a ->> 'name', sample = false, version = version + 1, updated_at = now(),
      aliases = array(select jsonb_array_elements_text(coalesce(a -> 'aliases', '[]'))), site_ids = sites,
      role = coalesce(a ->> 'role', role), time_zone = a ->> 'timeZone', language = coalesce(a ->> 'language', language)
    where id = s.id returning * into x;
  else
    insert into public.people (organisation_id, name, aliases, role, time_zone, language, site_ids)
    values (org, a ->> 'name', array(select jsonb_array_elements_text(coalesce(a -> 'aliases', '[]'))),
      coalesce(a ->> 'role', 'operator'), a ->> 'timeZone', coalesce(a ->> 'language', 'en'), sites) returning * into x;
  end if;
  perform public.set_telegram_ids(org, x.id, public.telegram_ids_in(a)) where public.telegram_ids_in(a) is not null;
  perform public.person_audit(ctx, 'person.create', x.id, null, public.person_json(x));
  return public.person_json(x);
end $$;

create or replace function public.person_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; x public.people := public.person_of(ctx, a); b jsonb := public.person_json(x);
begin
  if x.role = 'admin' and a ? 'role' and a ->> 'role' <> 'admin' then perform public.keep_an_admin(org, x.id); end if;
  update public.people set
    name = case when a ? 'name' then a ->> 'name' else name end,
    aliases = case when a ? 'aliases' then array(select jsonb_array_elements_text(a -> 'aliases')) else aliases end,
    role = case when a ? 'role' then a ->> 'role' else role end,
    site_ids = case when a ? 'siteIds' then public.sites_named(org, a -> 'siteIds') else site_ids end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    language = case when a ? 'language' then a ->> 'language' else language end,
    quiet_from = case when a ? 'quietFrom' then (a ->> 'quietFrom')::time else quiet_from end,
    quiet_until = case when a ? 'quietUntil' then (a ->> 'quietUntil')::time else quiet_until end,
    digest_at = case when a ? 'digestAt' then (a ->> 'digestAt')::time else digest_at end,
    sample = false, version = version + 1, updated_at = now()
  where id = x.id returning * into x;
  perform public.set_telegram_ids(org, x.id, public.telegram_ids_in(a)) where public.telegram_ids_in(a) is not null;
  perform public.person_audit(ctx, 'person.update', x.id, b, public.person_json(x));
  return public.person_json(x);
end $$;

create or replace function public.key_json(k public.api_keys) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', k.id, 'name', k.name, 'prefix', k.prefix, 'person', public.name_ref(p.id, p.name), 'role', p.role,
    'scopes', to_jsonb(k.scopes), 'expiresAt', public.instant(k.expires_at),
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
  insert into public.api_keys (organisation_id, person_id, name, prefix, hash, scopes, expires_at)
  values ((ctx ->> 'organisationId')::uuid, (a ->> 'personId')::uuid, a ->> 'name', a ->> 'prefix', a ->> 'hash',
    array(select distinct jsonb_array_elements_text(coalesce(nullif(a -> 'scopes', 'null'), '["read", "write", "admin"]')) s order by s desc),
    (a ->> 'expiresAt')::timestamptz)
  on conflict (hash) do nothing returning * into k;
  if not found then
    select * into k from public.api_keys where hash = a ->> 'hash' and organisation_id = (ctx ->> 'organisationId')::uuid;
    return public.key_json(k);
  end if;
  perform public.person_audit(ctx, 'key.create', k.id, null, public.key_json(k));
  return public.key_json(k);
end $$;

-- Whose key this is; null when nobody's, revoked, or past its time.
create or replace function public.key_owner(p_hash text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare k public.api_keys;
begin
  update public.api_keys set last_used_at = now()
  where hash = p_hash and revoked_at is null and (expires_at is null or expires_at > now()) returning * into k;
  if not found then return null; end if;
  return (select jsonb_build_object('keyId', k.id, 'organisationId', k.organisation_id, 'personId', x.id, 'name', x.name,
      'role', x.role, 'timeZone', x.time_zone, 'language', x.language, 'scopes', to_jsonb(k.scopes),
      'expiresAt', public.instant(k.expires_at))
    from public.people x where x.id = k.person_id and x.deleted_at is null);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

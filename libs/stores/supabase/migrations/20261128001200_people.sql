-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- The organisation and its directory: people, sites, keys, invitations.

-- The one organisation of this deployment, made at first use together with its first admin.
create function public.found_organisation(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid; admin uuid; fresh boolean := false;
begin
  perform pg_advisory_xact_lock(4242);
  select id into org from public.organisations order by created_at limit 1;
  if org is null then
    fresh := true;
    insert into public.organisations (name) values (p ->> 'name') returning id into org;
    insert into public.people (organisation_id, name, role) values (org, p ->> 'adminName', 'admin');
  end if;
  select id into admin from public.people
  where organisation_id = org and role = 'admin' and deleted_at is null order by created_at limit 1;
  return jsonb_build_object('organisationId', org, 'adminId', admin, 'fresh', fresh,
    'keys', (select count(*) from public.api_keys where organisation_id = org and revoked_at is null));
end $$;

-- People and sites to try the product with; they give way to real ones of the same name.
create function public.add_samples(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  insert into public.people (organisation_id, name, aliases, sample)
  select (p ->> 'organisationId')::uuid, x ->> 'name', array(select jsonb_array_elements_text(coalesce(x -> 'aliases', '[]'))), true
  from jsonb_array_elements(p -> 'people') x;
  insert into public.sites (organisation_id, name, aliases, sample)
  select (p ->> 'organisationId')::uuid, x ->> 'name', array(select jsonb_array_elements_text(coalesce(x -> 'aliases', '[]'))), true
  from jsonb_array_elements(p -> 'sites') x;
end $$;

create function public.names_of(p_name text, p_aliases jsonb) returns text[]
language sql immutable security invoker set search_path = '' as $$
  select array_agg(lower(n)) from (
    select p_name n union all select split_part(p_name, ' ', 1) union all select jsonb_array_elements_text(coalesce(p_aliases, '[]'))) x
$$;

create function public.link_identity(org uuid, p_source text, p_external text, p_person uuid) returns void
language plpgsql security invoker set search_path = '' as $$
declare owner uuid;
begin
  insert into public.identities (organisation_id, source, external_id, person_id) values (org, p_source, p_external, p_person)
  on conflict (organisation_id, source, external_id) do nothing;
  select person_id into owner from public.identities
  where organisation_id = org and source = p_source and external_id = p_external;
  if owner = p_person then return; end if;
  if exists (select 1 from public.people where id = owner and deleted_at is null) then
    raise sqlstate 'PT409' using message = 'That ' || initcap(p_source) || ' id belongs to somebody else already';
  end if;
  update public.identities set person_id = p_person where organisation_id = org and source = p_source and external_id = p_external;
end $$;

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

-- `telegramIds`, or the one `telegramId`; null when neither is said.
create function public.telegram_ids_in(a jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case
    when a ? 'telegramIds' then coalesce(nullif(a -> 'telegramIds', 'null'), '[]')
    when a ? 'telegramId' then case when a ->> 'telegramId' is null then '[]' else jsonb_build_array(a -> 'telegramId') end
  end
$$;

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

create function public.person_create(ctx jsonb, a jsonb) returns jsonb
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

create function public.person_of(ctx jsonb, a jsonb) returns public.people
language plpgsql security invoker set search_path = '' as $$
declare x public.people;
begin
  select * into x from public.people where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid
    and deleted_at is null for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such person'; end if;
  if a ? 'version' and (a ->> 'version')::int <> x.version then
    raise sqlstate 'PT412' using message = x.name || ' has changed since you read them (version ' || x.version || ' now)';
  end if;
  return x;
end $$;

create function public.keep_an_admin(org uuid, p_person uuid) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  -- two admins who leave at once must not both be told that the other stays
  perform 1 from public.organisations where id = org for update;
  if not exists (select 1 from public.people where organisation_id = org and role = 'admin' and deleted_at is null and id <> p_person) then
    raise sqlstate 'PT409' using message = 'There must be at least one admin';
  end if;
end $$;

create function public.person_update(ctx jsonb, a jsonb) returns jsonb
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

create function public.person_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; x public.people := public.person_of(ctx, a); b jsonb := public.person_json(x);
begin
  if x.role = 'admin' then perform public.keep_an_admin(org, x.id); end if;
  update public.people set deleted_at = now(), version = version + 1, updated_at = now() where id = x.id;
  delete from public.identities where person_id = x.id;
  update public.api_keys set revoked_at = now() where person_id = x.id and revoked_at is null;
  perform public.person_audit(ctx, 'person.delete', x.id, b, null);
  return b;
end $$;

create function public.show_people(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200), 'items', coalesce(jsonb_agg(public.person_json(x) || jsonb_build_object('seq', x.seq) order by x.seq), '[]'))
  from (select * from public.people q where q.organisation_id = (p ->> 'organisationId')::uuid and q.deleted_at is null
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'afterSeq' or q.seq > (p ->> 'afterSeq')::bigint)
    order by q.seq limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

create function public.site_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; s public.sites; x public.sites;
  names text[] := array(select lower(n) from (select a ->> 'name' n union select jsonb_array_elements_text(coalesce(a -> 'aliases', '[]'))) y);
begin
  perform pg_advisory_xact_lock(hashtextextended(org::text || ':site:' || lower(a ->> 'name'), 8));
  if exists (select 1 from public.sites q where q.organisation_id = org and not q.sample and q.deleted_at is null
      and lower(q.name) = lower(a ->> 'name')) then
    raise sqlstate 'PT409' using message = 'There is a site called "' || (a ->> 'name') || '" already';
  end if;
  select * into s from public.sites q where q.organisation_id = org and q.sample and q.deleted_at is null
    and (lower(q.name) = any (names) or exists (select 1 from unnest(q.aliases) z where lower(z) = any (names)))
  order by (lower(q.name) = lower(a ->> 'name')) desc limit 1 for update;
  if found then
    update public.sites set name = a ->> 'name', sample = false, version = version + 1, updated_at = now(),
      aliases = array(select jsonb_array_elements_text(coalesce(a -> 'aliases', '[]'))), time_zone = a ->> 'timeZone'
    where id = s.id returning * into x;
  else
    insert into public.sites (organisation_id, name, aliases, time_zone)
    values (org, a ->> 'name', array(select jsonb_array_elements_text(coalesce(a -> 'aliases', '[]'))), a ->> 'timeZone') returning * into x;
  end if;
  perform public.person_audit(ctx, 'site.create', x.id, null, public.site_json(x));
  return public.site_json(x);
end $$;

create function public.site_of(ctx jsonb, a jsonb) returns public.sites
language plpgsql security invoker set search_path = '' as $$
declare x public.sites;
begin
  select * into x from public.sites where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid
    and deleted_at is null for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such site'; end if;
  if a ? 'version' and (a ->> 'version')::int <> x.version then
    raise sqlstate 'PT412' using message = x.name || ' has changed since you read it (version ' || x.version || ' now)';
  end if;
  return x;
end $$;

create function public.site_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.sites := public.site_of(ctx, a); b jsonb := public.site_json(x);
begin
  update public.sites set
    name = case when a ? 'name' then a ->> 'name' else name end,
    aliases = case when a ? 'aliases' then array(select jsonb_array_elements_text(a -> 'aliases')) else aliases end,
    time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
    sample = false, version = version + 1, updated_at = now()
  where id = x.id returning * into x;
  perform public.person_audit(ctx, 'site.update', x.id, b, public.site_json(x));
  return public.site_json(x);
end $$;

create function public.site_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.sites := public.site_of(ctx, a); b jsonb := public.site_json(x);
begin
  update public.sites set deleted_at = now(), version = version + 1, updated_at = now() where id = x.id;
  perform public.person_audit(ctx, 'site.delete', x.id, b, null);
  return b;
end $$;

create function public.show_sites(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200), 'items', coalesce(jsonb_agg(public.site_json(x) || jsonb_build_object('seq', x.seq) order by x.seq), '[]'))
  from (select * from public.sites q where q.organisation_id = (p ->> 'organisationId')::uuid and q.deleted_at is null
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'afterSeq' or q.seq > (p ->> 'afterSeq')::bigint)
    order by q.seq limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

create function public.key_create(ctx jsonb, a jsonb) returns jsonb
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

create function public.key_revoke(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare k public.api_keys;
begin
  update public.api_keys set revoked_at = coalesce(revoked_at, now())
  where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid returning * into k;
  if not found then raise sqlstate 'PT404' using message = 'There is no such key'; end if;
  perform public.person_audit(ctx, 'key.revoke', k.id, null, public.key_json(k));
  return public.key_json(k);
end $$;

create function public.show_keys(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200), 'items', coalesce(jsonb_agg(public.key_json(x) || jsonb_build_object('seq', x.seq) order by x.seq), '[]'))
  from (select * from public.api_keys q where q.organisation_id = (p ->> 'organisationId')::uuid
      and (not p ? 'afterSeq' or q.seq > (p ->> 'afterSeq')::bigint)
    order by q.seq limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

-- Whose key this is; null when nobody's, revoked, or past its time.
create function public.key_owner(p_hash text) returns jsonb
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

create function public.invite_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.people := public.person_of(ctx, jsonb_build_object('id', a ->> 'personId')); i public.invites;
begin
  insert into public.invites (organisation_id, person_id, hash, expires_at)
  values (x.organisation_id, x.id, a ->> 'hash', now() + make_interval(hours => (a ->> 'hours')::int)) returning * into i;
  perform public.person_audit(ctx, 'invite.create', i.id, null, jsonb_build_object('personId', x.id));
  return jsonb_build_object('person', public.name_ref(x.id, x.name), 'expiresAt', public.instant(i.expires_at));
end $$;

-- Answers the person whose invitation it is, now with this account; null when the code is wrong, used or too old.
create function public.invite_redeem(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare i public.invites; x public.people;
begin
  update public.invites set used_at = now()
  where organisation_id = (p ->> 'organisationId')::uuid and hash = p ->> 'hash' and used_at is null and expires_at > now()
    and exists (select 1 from public.people y where y.id = person_id and y.deleted_at is null)
  returning * into i;
  if not found then return null; end if;
  perform public.link_identity(i.organisation_id, p ->> 'source', p ->> 'externalId', i.person_id);
  update public.people set sample = false, version = version + 1, updated_at = now() where id = i.person_id returning * into x;
  perform public.person_audit(jsonb_build_object('organisationId', i.organisation_id, 'personId', x.id), 'invite.redeem', i.id, null,
    jsonb_build_object('personId', x.id));
  return jsonb_build_object('id', x.id, 'name', x.name, 'role', x.role, 'timeZone', x.time_zone, 'language', x.language);
end $$;

-- Everybody, every place and every list by name, with the version they were read at.
create function public.read_directory(p_organisation uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'version', (select directory_version from public.organisations where id = p_organisation),
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'role', role, 'language', language, 'sample', sample) order by created_at, id)
      from public.people where organisation_id = p_organisation and deleted_at is null), '[]'),
    'sites', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'aliases', to_jsonb(aliases),
        'timeZone', time_zone, 'sample', sample) order by created_at, id)
      from public.sites where organisation_id = p_organisation and deleted_at is null), '[]'),
    'lists', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name) || case when private then jsonb_build_object('ownerId', created_by) else '{}' end order by ref)
      from public.lists where organisation_id = p_organisation and deleted_at is null), '[]'))
$$;

create function public.directory_contents(p_organisation uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.read_directory(p_organisation) || public.read_checklists(p_organisation)
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Who and where: organisations, people, their identities on platforms, API keys, sites, invitations. And what every table
-- of ours goes by: rows belong to one organisation, records have short numbers.

create extension if not exists pg_trgm with schema extensions;

-- For /health/ready: the database itself answers, not only what stands before it.
create function public.ping() returns boolean
language sql stable security invoker set search_path = '' as $$ select true $$;

create table public.organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  -- grows whenever people, sites or lists change, so that an instance knows when its copy is old
  directory_version bigint not null default 1,
  created_at timestamptz not null default now()
);

create table public.people (
  id uuid primary key default gen_random_uuid(),
  -- the order of creation, for paging
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  name text not null check (length(name) between 1 and 80),
  aliases text[] not null default '{}',
  role text not null default 'operator' check (role in ('operator', 'manager', 'admin')),
  time_zone text,
  language text not null default 'en',
  -- on their own clock: when not to be disturbed, and when to be told their day
  quiet_from time,
  quiet_until time,
  digest_at time,
  digest_on date,
  sample boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- where somebody works; empty: everywhere
  site_ids uuid[] not null default '{}'
);
create index people_of_organisation on public.people (organisation_id, id) where deleted_at is null;

-- numeric platform ids, never usernames: a username can change hands
create table public.identities (
  organisation_id uuid not null references public.organisations (id),
  source text not null,
  external_id text not null,
  person_id uuid not null references public.people (id),
  created_at timestamptz not null default now(),
  primary key (organisation_id, source, external_id)
);
create index identities_of_person on public.identities (person_id);

create table public.sites (
  id uuid primary key default gen_random_uuid(),
  -- the order of creation, for paging
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  name text not null check (length(name) between 1 and 80),
  aliases text[] not null default '{}',
  time_zone text,
  sample boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index sites_of_organisation on public.sites (organisation_id, id) where deleted_at is null;

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  -- the order of creation, for paging
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  person_id uuid not null references public.people (id),
  name text not null check (length(name) between 1 and 80),
  prefix text not null,
  -- SHA-256 of the key, hex; the key itself is never stored
  hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  scopes text[] not null default '{read,write,admin}'
    check (scopes <@ array['read', 'write', 'admin'] and cardinality(scopes) between 1 and 3),
  expires_at timestamptz,
  -- how many requests a minute it may make; null: as many as the product takes from anybody
  requests_per_minute int check (requests_per_minute between 1 and 1000000)
);
create index api_keys_of_organisation on public.api_keys (organisation_id, created_at);

-- a link that makes one Telegram account one person's, once
create table public.invites (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  person_id uuid not null references public.people (id),
  -- SHA-256 of the code, hex
  hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create function public.directory_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  update public.organisations set directory_version = directory_version + 1
  where id = coalesce(new.organisation_id, old.organisation_id);
  return null;
end $$;

create trigger people_changed after insert or update or delete on public.people
  for each row execute function public.directory_changed();
create trigger sites_changed after insert or update or delete on public.sites
  for each row execute function public.directory_changed();

-- A row that points at another organisation's is refused. Arguments: column, table, column, table …; a row that does not
-- say whose it is belongs to whom the first one belongs.
create function public.of_one_organisation() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare v jsonb := to_jsonb(new); org uuid := new.organisation_id; theirs uuid; i int := 0;
begin
  while i < tg_nargs loop
    if v ->> tg_argv[i] is not null then
      execute format('select organisation_id from public.%I where id = $1', tg_argv[i + 1]) into theirs using (v ->> tg_argv[i])::uuid;
      org := coalesce(org, theirs);
      -- one that is nowhere is the foreign key's business
      if theirs is distinct from org and theirs is not null then
        raise sqlstate 'PT404' using message = 'There is nothing with the id ' || (v ->> tg_argv[i]);
      end if;
    end if;
    i := i + 2;
  end loop;
  new.organisation_id := org;
  return new;
end $$;

create schema refs;

-- Short numbers, one sequence per kind and organisation, made when it is first needed and going on from what is there.
-- The service role may make no sequences, so this runs as whoever owns the tables.
-- Two who need the first number of a kind at the same moment: an advisory lock does not let one see that the other has made
-- the sequence meanwhile, so making it says so itself.
create function public.give_ref() returns trigger
language plpgsql security definer set search_path = '' set client_min_messages = warning as $$
declare name text := tg_table_name || '_of_' || replace(new.organisation_id::text, '-', ''); last int;
begin
  if to_regclass(format('refs.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtextextended('refs.' || name, 11));
    execute format('select coalesce(max(ref), 0) from public.%I where organisation_id = $1', tg_table_name)
    into last using new.organisation_id;
    execute format('create sequence if not exists refs.%I as int start %s', name, last + 1);
  end if;
  new.ref := nextval(format('refs.%I', name)::regclass);
  return new;
end $$;

-- Records as the API and the replies see them: one function per record, camelCase, ISO instants.
create function public.instant(p timestamptz) returns text
language sql stable security invoker set search_path = '' as $$
  select to_char(p at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function public.name_ref(p_id uuid, p_name text) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when p_id is null then null else jsonb_build_object('id', p_id, 'name', p_name) end
$$;

create function public.person_ref(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', id, 'name', name) from public.people where id = p_id
$$;

create function public.site_ref(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', id, 'name', name) from public.sites where id = p_id
$$;

create function public.person_json(p public.people) returns jsonb
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

create function public.site_json(s public.sites) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', s.id, 'name', s.name, 'aliases', to_jsonb(s.aliases), 'timeZone', s.time_zone, 'sample', s.sample,
    'createdAt', public.instant(s.created_at), 'updatedAt', public.instant(s.updated_at), 'version', s.version)
$$;

create function public.key_json(k public.api_keys) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', k.id, 'name', k.name, 'prefix', k.prefix, 'person', public.name_ref(p.id, p.name), 'role', p.role,
    'scopes', to_jsonb(k.scopes), 'expiresAt', public.instant(k.expires_at), 'requestsPerMinute', k.requests_per_minute,
    'createdAt', public.instant(k.created_at), 'lastUsedAt', public.instant(k.last_used_at),
    'revokedAt', public.instant(k.revoked_at))
  from public.people p where p.id = k.person_id
$$;

-- The sites somebody is limited to; null: none, which is everywhere. Admins are everywhere, and so is the product itself.
create function public.sites_of(p_org uuid, p_viewer uuid) returns uuid[]
language sql stable security invoker set search_path = '' as $$
  select case when role = 'admin' or site_ids = '{}' then null else site_ids end
  from public.people where id = p_viewer and organisation_id = p_org
$$;

alter table public.organisations enable row level security;
alter table public.people enable row level security;
alter table public.identities enable row level security;
alter table public.sites enable row level security;
alter table public.api_keys enable row level security;
alter table public.invites enable row level security;

revoke all on
  public.organisations, public.people, public.identities, public.sites, public.api_keys, public.invites
  from anon, authenticated;
grant select, insert, update, delete on
  public.organisations, public.people, public.identities, public.sites, public.api_keys, public.invites
  to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

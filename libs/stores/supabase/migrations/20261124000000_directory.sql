-- Who and where: organisations, people, their identities on platforms, API keys, sites.
create extension if not exists pg_trgm with schema extensions;

-- For /health/ready: the database itself answers, not only what stands before it.
create function public.ping() returns boolean
language sql stable security invoker set search_path = '' as $$ select true $$;
revoke execute on function public.ping() from public, anon, authenticated;
grant execute on function public.ping() to service_role;

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
  deleted_at timestamptz
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
  revoked_at timestamptz
);
create index api_keys_of_organisation on public.api_keys (organisation_id, created_at);

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

alter table public.organisations enable row level security;
alter table public.people enable row level security;
alter table public.identities enable row level security;
alter table public.sites enable row level security;
alter table public.api_keys enable row level security;

revoke all on public.organisations, public.people, public.identities, public.sites, public.api_keys from anon, authenticated;
grant select, insert, update, delete on public.organisations, public.people, public.identities, public.sites, public.api_keys to service_role;
revoke execute on function public.directory_changed() from public, anon, authenticated;
grant execute on function public.directory_changed() to service_role;

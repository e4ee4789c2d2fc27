-- The path of a message: inbox, conversation, audit, outbox.
create table public.messages (
  id uuid primary key default gen_random_uuid(),
  -- the order of arrival, by which a chat is worked off
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  source text not null,
  source_id text not null,
  -- tells a repeated request from a different one under the same key
  request_hash text,
  chat text not null,
  person_id uuid references public.people (id),
  external_id text,
  body jsonb not null,
  sent_at timestamptz not null,
  received_at timestamptz not null default now(),
  status text not null default 'pending' check (status in ('pending', 'done', 'parked')),
  attempts int not null default 0,
  -- not to be tried before
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  route jsonb,
  commands jsonb,
  outcomes jsonb,
  error text,
  done_at timestamptz,
  unique (organisation_id, source, source_id)
);
create index messages_pending on public.messages (source, chat, seq) where status = 'pending';
create index messages_of_chat on public.messages (organisation_id, source, chat, seq desc);

-- what a chat was last about, and the question it has not answered yet
create table public.conversations (
  organisation_id uuid not null references public.organisations (id),
  source text not null,
  chat text not null,
  last jsonb,
  pending jsonb,
  updated_at timestamptz not null default now(),
  primary key (organisation_id, source, chat)
);

create table public.audit (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  at timestamptz not null default now(),
  person_id uuid,
  message_id uuid references public.messages (id),
  command text not null,
  entity text not null,
  entity_id uuid not null,
  before jsonb,
  after jsonb,
  -- rail, confidence and tier by which the command was understood
  route jsonb
);
create index audit_of_entity on public.audit (entity, entity_id, id);
create index audit_of_organisation on public.audit (organisation_id, id desc);

create function public.audit_is_append_only() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  raise sqlstate '42501' using message = 'audit is append-only';
end $$;
create trigger audit_append_only before update or delete or truncate on public.audit
  for each statement execute function public.audit_is_append_only();

create table public.outbox (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  -- the same thing is put in once, however often it is tried
  dedupe text not null unique,
  message_id uuid references public.messages (id),
  channel text not null,
  chat text not null,
  -- outcomes as data; they are put into words when sent
  body jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  platform_id text,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_pending on public.outbox (channel, chat, id) where status = 'pending';
create index outbox_of_message on public.outbox (message_id);

alter table public.messages enable row level security;
alter table public.conversations enable row level security;
alter table public.audit enable row level security;
alter table public.outbox enable row level security;

revoke all on public.messages, public.conversations, public.audit, public.outbox from anon, authenticated;
grant select, insert, update, delete on public.messages, public.conversations, public.outbox to service_role;
grant select, insert on public.audit to service_role;
grant usage, select on all sequences in schema public to service_role;
revoke execute on function public.audit_is_append_only() from public, anon, authenticated;
grant execute on function public.audit_is_append_only() to service_role;

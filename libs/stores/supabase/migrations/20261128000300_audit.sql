-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Every change with its record before and after, in the transaction of the change.

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
  route jsonb,
  undoes bigint references public.audit (id),
  -- which model had a say in a change, where one had
  model text generated always as (route ->> 'model') stored,
  tokens text generated always as (route ->> 'tokens') stored
);
create index audit_of_entity on public.audit (entity, entity_id, id);
create index audit_of_organisation on public.audit (organisation_id, id desc);
create unique index audit_undoes on public.audit (undoes) where undoes is not null;
create index audit_of_person on public.audit (organisation_id, person_id, id desc);
create index audit_of_message on public.audit (message_id) where message_id is not null;
create index audit_by_time on public.audit using brin (at);

create function public.audit_is_append_only() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare called_from text;
begin
  get diagnostics called_from = pg_context;
  if tg_op = 'UPDATE' and called_from ~ 'public\.forget_in_audit\(uuid,uuid\[\],text\[\],bigint,bigint\)' then return null; end if;
  raise sqlstate '42501' using message = 'audit is append-only';
end $$;

create trigger audit_append_only before update or delete or truncate on public.audit
  for each statement execute function public.audit_is_append_only();

create function public.audit_site(a public.audit) returns uuid
language sql immutable security invoker set search_path = '' as $$
  select coalesce(a.after -> 'subject' -> a.entity -> 'site' ->> 'id', a.before -> a.entity -> 'site' ->> 'id')::uuid
$$;

create function public.audit_json(a public.audit) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'at', public.instant(a.at), 'person', public.person_ref(a.person_id),
    'command', a.command, 'entity', a.entity, 'entityId', a.entity_id, 'before', a.before, 'after', a.after,
    'source', jsonb_build_object('source', coalesce((select m.source from public.messages m where m.id = a.message_id), 'api'),
      'messageId', a.message_id),
    'rail', a.route -> 'rail', 'confidence', a.route -> 'confidence', 'tier', a.route -> 'tier',
    'model', a.model, 'tokens', a.tokens::int, 'undoes', a.undoes)
$$;

-- Entries, newest first, of what is at the viewer's sites. What was done to somebody's private list is theirs to read.
create function public.show_audit(p jsonb) returns jsonb
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

create function public.person_audit(ctx jsonb, op text, p_id uuid, p_before jsonb, p_after jsonb) returns void
language sql security invoker set search_path = '' as $$
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, before, after)
  values ((ctx ->> 'organisationId')::uuid, (ctx ->> 'personId')::uuid, op, split_part(op, '.', 1), p_id, p_before, p_after)
$$;

alter table public.audit enable row level security;

revoke all on public.audit from anon, authenticated;
grant select, insert on public.audit to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

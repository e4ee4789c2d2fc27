-- Invitations: a link that makes one Telegram account one person's, once.
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
alter table public.invites enable row level security;
revoke all on public.invites from anon, authenticated;
grant select, insert, update, delete on public.invites to service_role;

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

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

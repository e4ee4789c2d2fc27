-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Links by which whoever has them reads some reports as a document, without a key, until they expire.

create table public.document_links (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  person_id uuid not null references public.people (id),
  -- SHA-256 of the token, hex
  hash text not null unique,
  report_ids uuid[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create function public.report_link(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.document_links;
begin
  insert into public.document_links (organisation_id, person_id, hash, report_ids, expires_at)
  values ((ctx ->> 'organisationId')::uuid, (ctx ->> 'personId')::uuid, a ->> 'hash',
    array(select x::uuid from jsonb_array_elements_text(a -> 'ids') x), now() + make_interval(hours => (a ->> 'hours')::int))
  returning * into l;
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, after)
  values (l.organisation_id, l.person_id, (ctx ->> 'messageId')::uuid, 'report.link', 'link', l.id,
    jsonb_build_object('reportIds', a -> 'ids', 'expiresAt', public.instant(l.expires_at)));
  return jsonb_build_object('shown', jsonb_build_object('kind', 'linked', 'title', a ->> 'title',
    'count', cardinality(l.report_ids), 'url', a ->> 'url', 'until', public.instant(l.expires_at)));
end $$;

-- What a link leads to, for whom it was made; null when it is wrong or over. It shows what whoever asked for it may see.
create function public.follow_link(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', l.organisation_id, 'personId', l.person_id, 'reportIds', to_jsonb(l.report_ids),
    'language', x.language, 'timeZone', x.time_zone)
  from public.document_links l join public.people x on x.id = l.person_id and x.deleted_at is null
  where l.hash = p ->> 'hash' and l.expires_at > now()
$$;

insert into public.operations (name, carried_out_by) values ('report.link', 'report_link');

alter table public.document_links enable row level security;

revoke all on public.document_links from anon, authenticated;
grant select, insert, update, delete on public.document_links to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- Whether there is anybody to tell at all: without a webhook nobody asks every other second.
create function public.has_listeners(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (select 1 from public.webhooks w where w.organisation_id = (p ->> 'organisationId')::uuid and w.enabled and w.deleted_at is null)
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

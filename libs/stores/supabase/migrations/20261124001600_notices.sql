-- What was said to somebody on the page without being asked: reminders, nudges, digests; oldest first after `afterId`,
-- or without one the latest few.
create function public.show_notices(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'at', public.instant(o.created_at), 'outcomes', o.body -> 'outcomes') order by o.id), '[]')
  from (
    select * from public.outbox x
    where x.organisation_id = (p ->> 'organisationId')::uuid and x.channel = 'page' and x.chat = p ->> 'personId'
      and (not p ? 'afterId' or x.id > (p ->> 'afterId')::bigint)
    order by x.id desc limit 20) o
$$;
revoke execute on function public.show_notices(jsonb) from public, anon, authenticated;
grant execute on function public.show_notices(jsonb) to service_role;

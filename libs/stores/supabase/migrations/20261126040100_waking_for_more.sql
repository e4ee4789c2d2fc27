-- Two more things that fall due while the product sleeps: what other programs are still to be told, and nudges that
-- wait for somebody's quiet hours to end, for which nobody is to be woken before.

create or replace function public.rounds_wait(p jsonb) returns boolean
language sql stable security invoker set search_path = '' as $$
  select exists (
    select 1 from public.people q
    where q.deleted_at is null and q.digest_at is not null
      and ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::time >= q.digest_at
      and coalesce(q.digest_on, '-infinity')
        < ((p ->> 'until')::timestamptz at time zone coalesce(q.time_zone, p ->> 'timeZone'))::date)
  or exists (
    select 1 from public.tasks t join public.people y on y.organisation_id = t.organisation_id and y.deleted_at is null
    where t.status = 'open' and t.deleted_at is null and t.due_has_time and t.nudged_at is null
      and t.due between now() - interval '1 day' and (p ->> 'until')::timestamptz
      and (exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = y.id)
        or y.id = t.created_by and not exists (select 1 from public.task_assignees a where a.task_id = t.id))
      and not public.is_quiet(y, coalesce(y.time_zone, p ->> 'timeZone'))
      -- told already, while others have their quiet
      and not exists (select 1 from public.outbox o
        where o.dedupe = 'nudge:' || t.id || ':' || extract(epoch from t.due)::bigint || ':' || y.id))
  or exists (
    select 1 from public.tasks t
    where t.status = 'open' and t.deleted_at is null and t.due_has_time and t.nudged_at is not null and t.escalated_at is null
      and t.due between now() - interval '2 days' and (p ->> 'until')::timestamptz - interval '4 hours')
$$;

-- plpgsql: on a new database the table comes later
create function public.deliveries_wait(p jsonb) returns boolean
language plpgsql stable security invoker set search_path = '' as $$
begin
  return exists (
    select 1 from public.webhook_deliveries d join public.webhooks w on w.id = d.webhook_id
    where d.status = 'pending' and d.run_at <= (p ->> 'until')::timestamptz
      and (d.lease_until is null or d.lease_until < (p ->> 'until')::timestamptz)
      and w.enabled and w.deleted_at is null);
end $$;

insert into public.waking (name, asked_of) values ('webhooks', 'deliveries_wait');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

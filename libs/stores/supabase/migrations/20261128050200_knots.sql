-- A part never waits for its whole, and a webhook that is gone has no secret any more.

-- `blockerIds` are all that a task waits for, `addBlockerRefs` wait for these too. A task waits only for what its speaker
-- may see.
-- replaces set_blockers, from 20261128000700
create or replace function public.set_blockers(ctx jsonb, t public.tasks, a jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare b public.tasks; r jsonb; round int; had uuid[]; me uuid := (ctx ->> 'personId')::uuid; sites uuid[] := public.sites_of(t.organisation_id, (ctx ->> 'personId')::uuid);
begin
  if not a ?| array['blockerIds', 'addBlockerRefs'] then return; end if;
  select coalesce(array_agg(blocker_id), '{}') into had from public.task_blockers where task_id = t.id;
  if a ? 'blockerIds' then delete from public.task_blockers where task_id = t.id; end if;
  -- two that are made to wait for each other at once must not both be
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':waits', 9));
  for r in
    select jsonb_build_object('id', x) from jsonb_array_elements(coalesce(a -> 'blockerIds', '[]')) x
    union all select jsonb_build_object('ref', x) from jsonb_array_elements(coalesce(a -> 'addBlockerRefs', '[]')) x
  loop
    select * into b from public.tasks x where x.organisation_id = t.organisation_id and x.deleted_at is null
      and (x.id = (r ->> 'id')::uuid or x.ref = (r ->> 'ref')::int)
      and (sites is null or x.site_id is null or x.site_id = any (sites) or x.created_by = me
        or exists (select 1 from public.task_assignees q where q.task_id = x.id and q.person_id = me)
        -- what it waits for already it may go on waiting for
        or x.id = any (had));
    if not found then
      raise sqlstate 'PT404' using message = case when r ? 'ref' then 'There is no task #' || (r ->> 'ref') else 'There is no such task' end;
    end if;
    if b.id = t.id then raise sqlstate 'PT409' using message = 'A task cannot wait for itself'; end if;
    with recursive above as (
      select x.id, x.parent_id from public.tasks x where x.id = t.parent_id
      union select y.id, y.parent_id from public.tasks y join above c on y.id = c.parent_id)
    select 1 into round from above where id = b.id;
    if found then
      raise sqlstate 'PT409' using message = '#' || t.ref || ' is a part of #' || b.ref || ' and cannot wait for it';
    end if;
    with recursive chain as (
      select x.blocker_id from public.task_blockers x where x.task_id = b.id
      union select y.blocker_id from public.task_blockers y join chain c on y.task_id = c.blocker_id)
    select 1 into round from chain where blocker_id = t.id;
    if found then
      raise sqlstate 'PT409' using message = 'That would go round in a circle: #' || b.ref || ' waits for #' || t.ref || ' already';
    end if;
    insert into public.task_blockers (task_id, blocker_id) values (t.id, b.id) on conflict do nothing;
  end loop;
end $$;

-- replaces webhook_delete, from 20261128001800
create or replace function public.webhook_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks := public.webhook_of(ctx, a); b jsonb := public.webhook_json(w);
begin
  update public.webhooks set deleted_at = now(), secret = '', version = version + 1, updated_at = now() where id = w.id;
  update public.webhook_deliveries set status = 'failed', error = 'the webhook was deleted', lease_owner = null, lease_until = null
  where webhook_id = w.id and status = 'pending';
  perform public.person_audit(ctx, 'webhook.delete', w.id, b, null);
  return b;
end $$;

update public.webhooks set secret = '' where deleted_at is not null;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

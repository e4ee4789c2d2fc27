-- What somebody may not see is not there, whatever they ask to be done with it; nor is its title told by what waits for it.

-- replaces stay_within, from 20261128001300
-- Refuses a step that reaches further than its speaker may. `ctx.within` says per operation how far: any, sites, theirs
-- or own, each with all of the next; an operation that is not in it is out of reach. No `within`: no limits.
create or replace function public.stay_within(ctx jsonb, op text, a jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare
  org uuid := (ctx ->> 'organisationId')::uuid; me text := ctx ->> 'personId'; how text := ctx -> 'within' ->> op;
  sites uuid[]; found_by text; r jsonb;
begin
  if not ctx ? 'within' or how = 'any' then return; end if;
  if how is null then raise sqlstate 'PT403' using message = 'Your role does not allow that'; end if;
  sites := public.sites_of(org, me::uuid);
  if sites is not null and a ->> 'siteId' is not null and not (a ->> 'siteId')::uuid = any (sites) then
    raise sqlstate 'PT403' using message = 'That is not one of your sites';
  end if;
  select described_by into found_by from public.reachable x where x.entity = split_part(op, '.', 1);
  if not found then
    if how <> 'sites' then raise sqlstate 'PT403' using message = 'Your role does not allow that'; end if;
    return;
  end if;
  execute format('select public.%I($1, $2)', found_by) into r using org, a;
  if r is null or r ->> 'madeBy' = me then return; end if;
  if sites is not null and r ->> 'siteId' is not null and not (r ->> 'siteId')::uuid = any (sites) and not r -> 'people' ? me then
    raise sqlstate 'PT404' using message = public.not_there(split_part(op, '.', 1), a);
  end if;
  if how = 'own' then raise sqlstate 'PT403' using message = 'Only whoever made it or a manager may do that'; end if;
  if how = 'theirs' and not r -> 'people' ? me then
    raise sqlstate 'PT403' using message = 'Only whoever it is for, whoever made it or a manager may do that';
  end if;
end $$;

-- As it is said of what there has never been.
create function public.not_there(p_entity text, a jsonb) returns text
language sql immutable security invoker set search_path = '' as $$
  select case
    when p_entity = 'checklist' then 'There is no such template'
    when coalesce(a ->> 'id', a ->> 'parentId') is null and coalesce(a ->> 'ref', a ->> 'parentRef') is not null
      then format('There is no %s #%s', p_entity, coalesce(a ->> 'ref', a ->> 'parentRef'))
    else format('There is no such %s', p_entity) end
$$;

-- replaces blockers_of, from 20261128000600
-- Whoever sees a task sees the number of what it waits for, and its title where the one is wherever the other is.
create or replace function public.blockers_of(p_task uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'ref', b.ref,
    'title', case when b.site_id is null or b.site_id = t.site_id then b.title else '#' || b.ref end, 'status', b.status) order by b.ref), '[]')
  from public.task_blockers x join public.tasks b on b.id = x.blocker_id join public.tasks t on t.id = x.task_id
  where x.task_id = p_task and b.deleted_at is null
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

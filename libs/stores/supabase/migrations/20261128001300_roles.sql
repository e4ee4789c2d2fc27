-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Who may touch what. The table of roles is code (libs/processors/roles.ts); here is what only the records know:
-- who made a record, whom it is for, and where it belongs.

-- `described_by` names a function (org uuid, a jsonb) returns jsonb in public: {madeBy, people, siteId} of the record the
-- arguments of a step mean, null when they mean none. What has no row here only admins and managers of everything may touch.
create table public.reachable (
  entity text primary key,
  described_by text not null
);

create function public.task_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('madeBy', t.created_by, 'siteId', t.site_id, 'people', coalesce((
    select jsonb_agg(x.person_id) from public.task_assignees x where x.task_id = t.id), '[]'))
  from public.tasks t where t.organisation_id = p_org and t.deleted_at is null
    and t.id = coalesce((a ->> 'id')::uuid, (a ->> 'parentId')::uuid,
      (select r.id from public.tasks r where r.organisation_id = p_org and r.ref = coalesce((a ->> 'ref')::int, (a ->> 'parentRef')::int)))
$$;

create function public.list_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('madeBy', l.created_by, 'siteId', null, 'people', '[]'::jsonb)
  from public.lists l where l.organisation_id = p_org and l.deleted_at is null and l.id = (a ->> 'id')::uuid
$$;

create function public.reminder_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('madeBy', r.created_by, 'siteId', r.site_id, 'people', coalesce((
    select jsonb_agg(x.person_id) from public.reminder_people x where x.reminder_id = r.id), '[]'))
  from public.reminders r where r.organisation_id = p_org and r.deleted_at is null
    and r.id = coalesce((a ->> 'id')::uuid,
      (select x.id from public.reminders x where x.organisation_id = p_org and x.ref = (a ->> 'ref')::int))
$$;

create function public.report_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('madeBy', r.author_id, 'siteId', r.site_id, 'people', '[]'::jsonb)
  from public.reports r where r.organisation_id = p_org and r.deleted_at is null
    and r.id = coalesce((a ->> 'id')::uuid,
      (select x.id from public.reports x where x.organisation_id = p_org and x.ref = (a ->> 'ref')::int))
$$;

create function public.template_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('madeBy', t.created_by, 'siteId', t.site_id, 'people', '[]'::jsonb)
  from public.templates t where t.organisation_id = p_org and t.deleted_at is null
    and case when a ? 'id' then t.id = (a ->> 'id')::uuid else lower(t.name) = lower(a ->> 'name') end
$$;

-- a checklist is started from a template
create function public.checklist_reach(p_org uuid, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.template_reach(p_org, a)
$$;

insert into public.reachable (entity, described_by) values
  ('task', 'task_reach'), ('list', 'list_reach'), ('reminder', 'reminder_reach'),
  ('report', 'report_reach'), ('template', 'template_reach'), ('checklist', 'checklist_reach');

-- Refuses a step that reaches further than its speaker may. `ctx.within` says per operation how far: any, sites, theirs
-- or own, each with all of the next; an operation that is not in it is out of reach. No `within`: no limits.
create function public.stay_within(ctx jsonb, op text, a jsonb) returns void
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
  if how = 'own' then raise sqlstate 'PT403' using message = 'Only whoever made it or a manager may do that'; end if;
  if r -> 'people' ? me then return; end if;
  if how = 'theirs' then
    raise sqlstate 'PT403' using message = 'Only whoever it is for, whoever made it or a manager may do that';
  end if;
  if sites is not null and r ->> 'siteId' is not null and not (r ->> 'siteId')::uuid = any (sites) then
    raise sqlstate 'PT403' using message = 'That is not one of your sites';
  end if;
end $$;

-- Whether an entry is about what somebody may see; what they may not see they can neither take back nor read in the messages
-- it was said in.
create function public.may_read(a public.audit, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select (p_sites is null or a.person_id = p_viewer or coalesce(public.audit_site(a) = any (p_sites), true))
    and (a.entity <> 'list' or not exists (select 1 from public.lists l
      where l.id = a.entity_id and l.private and l.created_by is distinct from p_viewer))
$$;

create function public.is_withheld(m public.messages, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select p_viewer is not null and m.person_id is distinct from p_viewer and (
    exists (select 1 from public.audit a where a.message_id = m.id and not public.may_read(a, p_viewer, p_sites))
    or coalesce(jsonb_path_exists(m.outcomes, '$.**.private ? (@ == true)'), false)
    or coalesce(jsonb_path_exists(m.commands, '$.**.private ? (@ == true)'), false)
    or exists (select 1 from public.lists l where l.organisation_id = m.organisation_id and l.private and l.created_by = m.person_id
      and lower(l.name) in (select lower(n #>> '{}') from jsonb_path_query(m.commands, '$[*].slots.listName') n)))
$$;

alter table public.reachable enable row level security;

revoke all on public.reachable from anon, authenticated;
grant select on public.reachable to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

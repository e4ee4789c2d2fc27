-- Who may touch what. The table of roles is code (libs/processors/roles.ts); here is what only the records know:
-- who made a record, whom it is for, and where it belongs.

-- where somebody works; empty: everywhere
alter table public.people add column site_ids uuid[] not null default '{}';

-- The sites somebody is limited to; null: none, which is everywhere. Admins are everywhere, and so is the product itself.
create function public.sites_of(p_org uuid, p_viewer uuid) returns uuid[]
language sql stable security invoker set search_path = '' as $$
  select case when role = 'admin' or site_ids = '{}' then null else site_ids end
  from public.people where id = p_viewer and organisation_id = p_org
$$;

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

-- every step is told who looks (`viewerId`), so that nothing is shown of sites that are not theirs
create or replace function public.apply_step(ctx jsonb, op text, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare o public.operations; r jsonb;
begin
  select * into o from public.operations x where x.name = op;
  if not found then raise sqlstate 'PT501' using message = 'no such step: ' || op; end if;
  perform public.stay_within(ctx, op, a);
  execute format('select public.%I($1, $2)', o.carried_out_by) into r
  using ctx, a || o.given || jsonb_build_object('viewerId', ctx -> 'personId');
  return r;
end $$;

create or replace function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.task_json(x.t)), '[]') into found from (
      select t from public.tasks t
      where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
        and (sites is null or t.site_id is null or t.site_id = any (sites) or t.created_by = viewer or exists (
          select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = viewer))
        and (not p ? 'id' or t.id = (p ->> 'id')::uuid)
        and (not p ? 'refs' or t.ref in (select r::int from jsonb_array_elements_text(p -> 'refs') r))
        and (coalesce(p ->> 'status', 'all') = 'all' or t.status = p ->> 'status')
        and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'parentId' or t.parent_id = (p ->> 'parentId')::uuid)
        and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
          where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
        and (not p ? 'beforeRef' or t.ref < (p ->> 'beforeRef')::int)
        and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
        and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
        and (not p ? 'query' or (select bool_and(t.title ilike '%' || w || '%')
            from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', t.title) >= 0.6)
      order by
        case when p ? 'query' then extensions.word_similarity(p ->> 'queryText', t.title) end desc,
        case when p ->> 'order' = 'due' then t.due end nulls last,
        t.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.show_reminders(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.reminder_json(x.r)), '[]') into found from (
      select r from public.reminders r
      where r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
        and (sites is null or r.site_id is null or r.site_id = any (sites) or r.created_by = viewer or exists (
          select 1 from public.reminder_people x where x.reminder_id = r.id and x.person_id = viewer))
        and (not p ? 'id' or r.id = (p ->> 'id')::uuid)
        and (not p ? 'refs' or r.ref in (select x::int from jsonb_array_elements_text(p -> 'refs') x))
        and (not p ? 'status' or r.status = p ->> 'status')
        and (not p ? 'personId' or exists (select 1 from public.reminder_people x
          where x.reminder_id = r.id and x.person_id = (p ->> 'personId')::uuid))
        and (not p ? 'query' or (select bool_and(r.title ilike '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', r.title) >= 0.6)
        and (not p ? 'beforeRef' or r.ref < (p ->> 'beforeRef')::int)
      order by case when p ->> 'order' = 'due' then r.due end, r.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.show_reports(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.report_json(x.r)), '[]') into found from (
      select r from public.reports r
      where r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
        and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)
        and (not p ? 'id' or r.id = (p ->> 'id')::uuid)
        and (not p ? 'refs' or r.ref in (select x::int from jsonb_array_elements_text(p -> 'refs') x))
        and (not p ? 'status' or r.status = p ->> 'status')
        and (not p ? 'siteId' or r.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'personId' or r.author_id = (p ->> 'personId')::uuid)
        and (not p ? 'from' or r.observed_at >= (p ->> 'from')::timestamptz)
        and (not p ? 'to' or r.observed_at < (p ->> 'to')::timestamptz)
        and (not p ? 'query' or (select bool_and(r.text ilike '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', r.text) >= 0.6)
        and (not p ? 'beforeRef' or r.ref < (p ->> 'beforeRef')::int)
      order by case when p ->> 'order' = 'observed' then r.observed_at end desc, r.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.show_report_revisions(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  if not exists (select 1 from public.reports r where r.id = (p ->> 'id')::uuid
      and r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
      and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)) then
    raise sqlstate 'PT404' using message = 'There is no such report';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'at', public.instant(v.at), 'by', public.person_ref(v.person_id),
    'report', v.report) order by v.version desc), '[]') into found
  from (select * from public.report_revisions x
    where x.report_id = (p ->> 'id')::uuid and x.organisation_id = (p ->> 'organisationId')::uuid
      and (not p ? 'beforeRef' or x.version < (p ->> 'beforeRef')::int)
    order by x.version desc limit lim + 1) v;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.show_templates(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.template_json(x.t)), '[]') into found from (
      select t from public.templates t
      where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
        and (sites is null or t.site_id is null or t.site_id = any (sites) or t.created_by = viewer)
        and (not p ? 'id' or t.id = (p ->> 'id')::uuid)
        and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'beforeRef' or t.ref < (p ->> 'beforeRef')::int)
      order by t.ref desc limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create or replace function public.count_and_show(p jsonb, p_limit int) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with v as materialized (select public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid) sites)
  select jsonb_build_object('tasks', coalesce(jsonb_agg(public.task_json(x.t)) filter (where x.n <= p_limit), '[]'), 'count', count(*))
  from (select t, row_number() over (order by t.due nulls last, t.ref) n
    from public.tasks t, v
    where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
      and (v.sites is null or t.site_id is null or t.site_id = any (v.sites) or t.created_by = (p ->> 'viewerId')::uuid
        or exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = (p ->> 'viewerId')::uuid))
      and (not p ? 'status' or t.status = p ->> 'status' or p ? 'completedSince')
      and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
      and (not p ? 'assigneeId' or exists (select 1 from public.task_assignees a
        where a.task_id = t.id and a.person_id = (p ->> 'assigneeId')::uuid))
      and (not p ? 'completedSince' or t.completed_at >= (p ->> 'completedSince')::timestamptz)
      and (not p ? 'createdSince' or t.created_at >= (p ->> 'createdSince')::timestamptz)
      and (not p ? 'dueFrom' or t.due >= (p ->> 'dueFrom')::timestamptz)
      and (not p ? 'dueBefore' or t.due < (p ->> 'dueBefore')::timestamptz)
    order by n) x
$$;

-- as it was, for one who looks: `viewerId` goes along to the tasks, and narrows the reminders
create or replace function public.report_status(ctx jsonb, a jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare base jsonb := jsonb_build_object('organisationId', ctx -> 'organisationId')
    || case when a ? 'siteId' then jsonb_build_object('siteId', a -> 'siteId') else '{}' end
    || case when a ? 'viewerId' then jsonb_build_object('viewerId', a -> 'viewerId') else '{}' end;
  mine jsonb := base || jsonb_build_object('assigneeId', a -> 'personId'); sections jsonb := '[]'; s jsonb; r jsonb;
  sites uuid[] := public.sites_of((ctx ->> 'organisationId')::uuid, (a ->> 'viewerId')::uuid);
begin
  if a ->> 'of' = 'handoff' then
    sections := jsonb_build_array(
      jsonb_build_object('name', 'done') || public.count_and_show(base || jsonb_build_object('status', 'done', 'completedSince', a -> 'since'), 15),
      jsonb_build_object('name', 'overdue') || public.count_and_show(base || jsonb_build_object('status', 'open', 'dueBefore', a -> 'now'), 15),
      jsonb_build_object('name', 'new') || public.count_and_show(base || jsonb_build_object('status', 'open', 'createdSince', a -> 'since'), 15),
      jsonb_build_object('name', 'next') || public.count_and_show(base || jsonb_build_object('status', 'open', 'dueFrom', a -> 'now', 'dueBefore', a -> 'until'), 15));
  else
    sections := jsonb_build_array(
      jsonb_build_object('name', 'overdue') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueBefore', a -> 'now'), 15),
      jsonb_build_object('name', 'today') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueFrom', a -> 'now', 'dueBefore', a -> 'dayEnd'), 15),
      jsonb_build_object('name', 'open') || public.count_and_show(mine || jsonb_build_object('status', 'open', 'dueFrom', a -> 'dayEnd'), 10));
  end if;
  select coalesce(jsonb_agg(public.reminder_json(x) order by x.due), '[]') into r from public.reminders x
  where x.organisation_id = (ctx ->> 'organisationId')::uuid and x.deleted_at is null and x.status = 'pending'
    and x.due between (a ->> 'now')::timestamptz and (a ->> 'until')::timestamptz
    and (sites is null or x.site_id is null or x.site_id = any (sites) or x.created_by = (a ->> 'viewerId')::uuid)
    and (a ->> 'of' = 'handoff' or exists (select 1 from public.reminder_people p where p.reminder_id = x.id and p.person_id = (a ->> 'personId')::uuid));
  select coalesce(jsonb_agg(x), '[]') into s from jsonb_array_elements(sections) x where (x ->> 'count')::int > 0;
  return jsonb_build_object('shown', jsonb_build_object('kind', 'summary', 'about', a ->> 'of', 'sections', s, 'reminders', r));
end $$;

-- a message is found by its id whatever it came from, because records name it as their source
create or replace function public.show_messages(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'seq', m.seq, 'source', m.source, 'chat', m.chat, 'person', public.person_ref(m.person_id),
    'text', m.body ->> 'text', 'sentAt', public.instant(m.sent_at), 'status', m.status, 'outcomes', m.outcomes, 'commands', m.commands, 'route', m.route,
    'delivery', (select jsonb_build_object('status', o.status, 'attempts', o.attempts) from public.outbox o
      where o.message_id = m.id order by o.id limit 1)) order by m.seq desc), '[]') into found
  from (
    select * from public.messages m
    where m.organisation_id = (p ->> 'organisationId')::uuid and (m.source <> 'api' or p ? 'id' and m.outcomes -> 0 ? 'kind')
      and (not p ? 'id' or m.id = (p ->> 'id')::uuid)
      and (not p ? 'source' or m.source = p ->> 'source')
      and (not p ? 'chat' or m.chat = p ->> 'chat')
      and (not p ? 'personId' or m.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'status' or m.status = p ->> 'status')
      and (not p ? 'beforeSeq' or m.seq < (p ->> 'beforeSeq')::bigint)
    order by m.seq desc limit lim + 1) m;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

alter table public.reachable enable row level security;
revoke all on public.reachable from anon, authenticated;
grant select on public.reachable to service_role;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- What is put back takes no other's name and no other's place; what was done in private stays so; redo tells what it did.

-- Items come back as the snapshot has them, or at the end where their place is taken; of those the change had left
-- (`ctx.became`), the ones it had made go. There is one list of a name, as everywhere.
-- replaces list_restore, from 20261128000800
create or replace function public.list_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare was public.lists; l public.lists; a jsonb := public.altered(ctx, p_snapshot); back jsonb := '[]'; made jsonb := '[]'; ids uuid[]; b jsonb; further int := 0;
begin
  select * into was from public.lists where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  if p_snapshot is null then return public.list_delete(ctx, jsonb_build_object('id', p_id)); end if;
  update public.lists set deleted_at = null, name = case when a ? 'name' then a ->> 'name' else name end,
    private = case when a ? 'private' then (a ->> 'private')::boolean else private end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into l;
  if was.deleted_at is not null or a ? 'name' or a ? 'private' then
    perform pg_advisory_xact_lock(hashtextextended((ctx ->> 'organisationId') || ':' || lower(l.name), 7));
    if exists (select 1 from public.lists x where x.organisation_id = l.organisation_id and x.id <> l.id
        and lower(x.name) = lower(l.name) and x.deleted_at is null
        and x.private = l.private and (not x.private or x.created_by = l.created_by)) then
      raise sqlstate 'PT409' using message = 'There is a list called "' || l.name || '" already';
    end if;
  end if;
  if a ? 'items' then
    back := a -> 'items'; made := coalesce(ctx -> 'became' -> 'items', '[]');
  end if;
  ids := array(select (i ->> 'id')::uuid from jsonb_array_elements(back || made) i);
  b := public.items_json(ids);
  delete from public.list_items x where x.list_id = p_id and x.id = any (ids)
    and not exists (select 1 from jsonb_array_elements(back) i where (i ->> 'id')::uuid = x.id);
  if exists (select 1 from public.list_items x join jsonb_array_elements(back) i on x.position = (i ->> 'position')::int
      where x.list_id = p_id and x.id <> all (ids)) then
    select max(x.position) - min((i ->> 'position')::int) + 1 into further
    from public.list_items x, jsonb_array_elements(back) i where x.list_id = p_id;
  end if;
  insert into public.list_items as x (id, list_id, position, text, quantity, unit, checked_at, checked_by)
  select (i ->> 'id')::uuid, p_id, (i ->> 'position')::int + further, i ->> 'text', i ->> 'quantity', i ->> 'unit',
    case when (i ->> 'checked')::boolean then coalesce((i ->> 'checkedAt')::timestamptz, now()) end,
    (i -> 'checkedBy' ->> 'id')::uuid
  from jsonb_array_elements(back) i
  on conflict (id) do update set position = excluded.position, text = excluded.text, quantity = excluded.quantity,
    unit = excluded.unit, checked_at = excluded.checked_at, checked_by = excluded.checked_by;
  if was.deleted_at is not null then was := null; end if;
  return public.list_changed(was, l, b, public.items_json(ids));
end $$;

-- What was done before all the taking back and doing again.
create function public.first_done(e public.audit) returns text
language sql stable security invoker set search_path = '' as $$
  with recursive back as (
    select e.command, e.undoes
    union all select x.command, x.undoes from back join public.audit x on x.id = back.undoes)
  select command from back where undoes is null
$$;

-- Takes one audited change back, and audits that. A restore is told what is to be put back (`altered`) and what the change
-- had made of it (`became`).
-- replaces take_back, from 20261128000500
create or replace function public.take_back(ctx jsonb, p_command text, e public.audit) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare snapshot jsonb := e.before -> e.entity; became jsonb := e.after -> 'subject' -> e.entity; restored_by text; r jsonb;
begin
  perform public.refuse_if_changed_since(e);
  select x.restored_by into restored_by from public.undoable x where x.entity = e.entity;
  if not found then raise sqlstate 'PT422' using message = 'That cannot be undone'; end if;
  if snapshot is not null then
    ctx := ctx || jsonb_build_object('altered', public.difference(snapshot, became), 'became', became);
  end if;
  execute format('select public.%I($1, $2, $3)', restored_by) into r using ctx, e.entity_id, snapshot;
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, undoes)
  values (e.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, p_command, e.entity, e.entity_id,
    case when snapshot is null or r ? 'before' then r -> 'before' end, r - 'before' - 'entity' - 'entityId', e.id);
  return r || jsonb_build_object('undone', jsonb_build_object('command', public.first_done(e), 'subject', coalesce(e.after -> 'subject', r -> 'subject')));
end $$;

-- A list that is shared now was nobody else's business before.
-- replaces may_read, from 20261128001300
create or replace function public.may_read(a public.audit, p_viewer uuid, p_sites uuid[]) returns boolean
language sql stable security invoker set search_path = '' as $$
  select (p_sites is null or a.person_id = p_viewer or coalesce(public.audit_site(a) = any (p_sites), true))
    and (a.entity <> 'list' or not exists (select 1 from public.lists l
      where l.id = a.entity_id and l.created_by is distinct from p_viewer
        and (l.private or a.after -> 'subject' -> 'list' @> '{"private": true}')))
$$;

-- replaces show_audit, from 20261128000300
-- Entries, newest first, of what is at the viewer's sites. What was done to somebody's private list is theirs to read.
create or replace function public.show_audit(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); org uuid := (p ->> 'organisationId')::uuid;
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of(org, viewer);
begin
  select coalesce(jsonb_agg(public.audit_json(x.a) order by (x.a).id desc), '[]') into found from (
    select a from public.audit a
    where a.organisation_id = org
      and (sites is null or a.person_id = viewer or coalesce(public.audit_site(a) = any (sites), true))
      and (a.entity <> 'list' or not exists (select 1 from public.lists l
        where l.id = a.entity_id and l.created_by is distinct from viewer
          and (l.private or a.after -> 'subject' -> 'list' @> '{"private": true}')))
      and (not p ? 'entity' or a.entity = p ->> 'entity')
      and (not p ? 'entityId' or a.entity_id = (p ->> 'entityId')::uuid)
      and (not p ? 'personId' or a.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'from' or a.at >= (p ->> 'from')::timestamptz)
      and (not p ? 'to' or a.at < (p ->> 'to')::timestamptz)
      and (not p ? 'beforeId' or a.id < (p ->> 'beforeId')::bigint)
    order by a.id desc limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

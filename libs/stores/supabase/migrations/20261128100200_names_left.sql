-- Where others named a person who is purged, in records that stay: it is told, and replaced when that is asked for.

alter table public.purges add column named_in jsonb not null default '[]', add column names_replaced boolean not null default false;

-- replaces purge_json, from 20261128001600
create or replace function public.purge_json(x public.purges) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', x.id, 'entity', x.entity, 'entityId', x.entity_id, 'ref', x.ref, 'reason', x.reason,
    'person', public.person_ref(x.person_id), 'at', public.instant(x.at), 'doneAt', public.instant(x.done_at),
    'namedIn', x.named_in, 'namesReplaced', x.names_replaced)
$$;

-- Records that stay and name somebody: {entity, id, ref}. Others' private lists are not told of. With `p_replace` the name
-- goes out of all of them, deleted and private ones too; what a place is called stays.
create function public.names_left(p_org uuid, p_person uuid, p_names text[], p_replace boolean) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w text; t public.traces; gone text := '(removed)'; found jsonb;
begin
  -- a name that somebody else has is theirs
  w := public.as_words(array(select n from unnest(p_names) n where not exists (
    select 1 from public.people p, unnest(p.name || p.aliases) own where p.organisation_id = p_org and p.id <> p_person and p.deleted_at is null
      and own ~* public.as_words(array[lower(n)]))));
  if w is null then return '[]'; end if;
  t := row('{}', '{}', w, '{}')::public.traces;
  select coalesce(jsonb_agg(jsonb_build_object('entity', x.entity, 'id', x.id, 'ref', x.ref) order by x.entity, x.ref), '[]') into found from (
    select 'task' entity, id, ref from public.tasks where organisation_id = p_org and deleted_at is null and (title ~ w or notes ~ w)
    union all select 'reminder', id, ref from public.reminders where organisation_id = p_org and deleted_at is null and title ~ w
    union all select 'list', l.id, l.ref from public.lists l where l.organisation_id = p_org and l.deleted_at is null and not l.private
      and (l.name ~ w or exists (select 1 from public.list_items i where i.list_id = l.id and i.text ~ w))
    union all select 'report', id, ref from public.reports r where organisation_id = p_org and deleted_at is null
      and (r.text ~ w or (r.readings || r.equipment || r.suggestions || r.attachments)::text ~ w)
    union all select 'template', id, ref from public.templates where organisation_id = p_org and deleted_at is null
      and (name ~ w or questions::text ~ w)
    union all select 'site', id, null from public.sites where organisation_id = p_org and deleted_at is null
      and array_to_string(name || aliases, ' ') ~ w) x;
  if not p_replace then return found; end if;
  update public.tasks set title = left(regexp_replace(title, w, gone, 'g'), 500), notes = left(regexp_replace(notes, w, gone, 'g'), 20000),
    version = version + 1, updated_at = now() where organisation_id = p_org and (title ~ w or notes ~ w);
  update public.reminders set title = left(regexp_replace(title, w, gone, 'g'), 500), version = version + 1, updated_at = now()
  where organisation_id = p_org and title ~ w;
  update public.lists l set name = left(regexp_replace(name, w, gone, 'g'), 80), version = version + 1, updated_at = now()
  where organisation_id = p_org and (name ~ w or exists (select 1 from public.list_items i where i.list_id = l.id and i.text ~ w));
  update public.list_items set text = left(regexp_replace(text, w, gone, 'g'), 500) where organisation_id = p_org and text ~ w;
  update public.reports r set text = left(regexp_replace(text, w, gone, 'g'), 20000), readings = public.cleared(readings, t),
    equipment = public.cleared(equipment, t), suggestions = public.cleared(suggestions, t), attachments = public.cleared(attachments, t),
    said = public.cleared(said, t), version = version + 1, updated_at = now()
  where organisation_id = p_org and (text ~ w or (r.readings || r.equipment || r.suggestions || r.attachments || r.said)::text ~ w);
  -- two that were told apart by it still are
  update public.templates set name = left(regexp_replace(name, w, gone, 'g'), 70) || case when name ~ w then ' ' || ref else '' end,
    questions = public.cleared(questions, t), version = version + 1, updated_at = now()
  where organisation_id = p_org and (name ~ w or questions::text ~ w);
  return found;
end $$;

-- replaces purge_record, from 20261128030100
-- Removes a record for good: itself, its audit, and the messages it came from, at once; what else mentions it is looked
-- through by `go_on_purging`.
create or replace function public.purge_record(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; w public.purgeable; gone jsonb; ids uuid[]; x public.purges;
  replacing boolean := coalesce((a ->> 'replaceNames')::boolean, false);
begin
  select * into w from public.purgeable where entity = a ->> 'entity';
  if not found then raise sqlstate 'PT400' using message = 'There is no purging of a ' || (a ->> 'entity'); end if;
  if replacing and a ->> 'entity' <> 'person' then raise sqlstate 'PT400' using message = 'Only of a person the name can be replaced'; end if;
  execute format('select public.%I($1, $2)', w.purged_by) into gone using org, (a ->> 'id')::uuid;
  if gone is null then raise sqlstate 'PT404' using message = 'There is no such ' || (a ->> 'entity'); end if;
  ids := array(select i::uuid from jsonb_array_elements_text(gone -> 'ids') i);
  if not w.keeps_words then
    perform public.forget_said(org, array(select m.id from public.messages m where m.status <> 'pending'
      and m.id in (select message_id from public.audit where entity_id = any (ids))));
  end if;
  perform public.forget_in_audit(org, ids, '{}', null, null, null);
  insert into public.purges (organisation_id, entity, entity_id, ref, reason, person_id, ids, texts, names, keys, keeps_words, names_replaced)
  values (org, a ->> 'entity', (a ->> 'id')::uuid, (gone ->> 'ref')::int, a ->> 'reason', (ctx ->> 'personId')::uuid, ids,
    array(select jsonb_array_elements_text(gone -> 'texts')), array(select jsonb_array_elements_text(coalesce(gone -> 'names', '[]'))),
    array(select jsonb_array_elements_text(coalesce(gone -> 'keys', '[]'))), w.keeps_words, replacing)
  returning * into x;
  if x.entity = 'person' then
    update public.purges set named_in = public.names_left(org, x.entity_id, x.names, replacing) where id = x.id returning * into x;
  end if;
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, after)
  values (org, x.person_id, 'record.purge', x.entity, x.entity_id, jsonb_build_object('purgeId', x.id, 'reason', x.reason));
  return public.purge_json(x);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

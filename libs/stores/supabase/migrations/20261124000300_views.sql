-- Records as the API and the replies see them: one function per record, camelCase, ISO instants.
create function public.instant(p timestamptz) returns text
language sql stable security invoker set search_path = '' as $$
  select to_char(p at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function public.name_ref(p_id uuid, p_name text) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when p_id is null then null else jsonb_build_object('id', p_id, 'name', p_name) end
$$;

create function public.person_ref(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', id, 'name', name) from public.people where id = p_id
$$;

create function public.site_ref(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', id, 'name', name) from public.sites where id = p_id
$$;

create function public.task_json(t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'ref', t.ref, 'title', t.title, 'notes', t.notes, 'status', t.status, 'priority', t.priority,
    'due', public.instant(t.due), 'dueHasTime', t.due_has_time, 'timeZone', t.time_zone, 'recurrence', t.recurrence,
    'assignees', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by a.position, p.name)
      from public.task_assignees a join public.people p on p.id = a.person_id where a.task_id = t.id), '[]'),
    'site', public.site_ref(t.site_id),
    'parentId', t.parent_id, 'parentRef', (select ref from public.tasks where id = t.parent_id),
    'progress', (
      select jsonb_build_object('done', count(*) filter (where c.status = 'done'), 'total', count(*))
      from public.tasks c where c.parent_id = t.id and c.deleted_at is null),
    'createdBy', public.person_ref(t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

create function public.item_json(i public.list_items) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', i.id, 'position', i.position, 'text', i.text, 'quantity', i.quantity,
    'unit', i.unit, 'checked', i.checked_at is not null)
$$;

create function public.list_json(l public.lists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', l.id, 'ref', l.ref, 'name', l.name,
    'items', coalesce((select jsonb_agg(public.item_json(i) order by i.position)
      from public.list_items i where i.list_id = l.id), '[]'),
    'createdBy', public.person_ref(l.created_by),
    'source', jsonb_build_object('source', l.source, 'messageId', l.message_id),
    'createdAt', public.instant(l.created_at), 'updatedAt', public.instant(l.updated_at), 'version', l.version)
$$;

create function public.reminder_json(r public.reminders) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', r.id, 'ref', r.ref, 'title', r.title, 'due', public.instant(r.due), 'timeZone', r.time_zone,
    'recurrence', r.recurrence, 'status', r.status,
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name)
      from public.reminder_people x join public.people p on p.id = x.person_id where x.reminder_id = r.id), '[]'),
    'site', public.site_ref(r.site_id),
    'createdBy', public.person_ref(r.created_by),
    'source', jsonb_build_object('source', r.source, 'messageId', r.message_id),
    'createdAt', public.instant(r.created_at), 'updatedAt', public.instant(r.updated_at), 'version', r.version)
$$;

create function public.person_json(p public.people) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'aliases', to_jsonb(p.aliases), 'role', p.role, 'timeZone', p.time_zone,
    'language', p.language,
    'telegramId', (select i.external_id from public.identities i
      where i.person_id = p.id and i.source = 'telegram' order by i.created_at limit 1),
    'quietFrom', to_char(p.quiet_from, 'HH24:MI'), 'quietUntil', to_char(p.quiet_until, 'HH24:MI'),
    'digestAt', to_char(p.digest_at, 'HH24:MI'),
    'sample', p.sample,
    'createdAt', public.instant(p.created_at), 'updatedAt', public.instant(p.updated_at), 'version', p.version)
$$;

create function public.site_json(s public.sites) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', s.id, 'name', s.name, 'aliases', to_jsonb(s.aliases), 'timeZone', s.time_zone, 'sample', s.sample,
    'createdAt', public.instant(s.created_at), 'updatedAt', public.instant(s.updated_at), 'version', s.version)
$$;

create function public.key_json(k public.api_keys) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', k.id, 'name', k.name, 'prefix', k.prefix, 'person', public.name_ref(p.id, p.name), 'role', p.role,
    'createdAt', public.instant(k.created_at), 'lastUsedAt', public.instant(k.last_used_at),
    'revokedAt', public.instant(k.revoked_at))
  from public.people p where p.id = k.person_id
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Records are purged for good, leaving who did it, when and why; what is old is let go of.

-- What was purged. While its traces are still being looked for, `ids` and `texts` say what to look for.
create table public.purges (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  entity text not null,
  entity_id uuid not null,
  ref int,
  reason text not null check (length(reason) between 1 and 500),
  -- nobody: the retention settings
  person_id uuid references public.people (id),
  at timestamptz not null default now(),
  ids uuid[] not null,
  texts text[] not null default '{}',
  place text not null default 'messages',
  reached bigint not null default 0,
  done_at timestamptz
);
create index purges_of_organisation on public.purges (organisation_id, seq desc);
create index purges_unfinished on public.purges (organisation_id, seq) where done_at is null;

-- `purged_by` names a function (org uuid, id uuid) returns jsonb in public: removes the record and answers {ids, texts, ref},
-- null when there is none. `table_name`: where deleted ones lie.
create table public.purgeable (
  entity text primary key,
  table_name text not null,
  purged_by text not null
);

-- All texts of some records, as they are and as the audit has kept them: what is looked for elsewhere. A few letters are in
-- everything, so short texts are only removed with the record that holds them.
create function public.texts_of(p_ids uuid[], p_now jsonb) returns text[]
language sql stable security invoker set search_path = '' as $$
  select coalesce(array_agg(distinct v #>> '{}'), '{}') from (
    select p_now union all
    select w.s -> a.entity from public.audit a, lateral (values (a.before), (a.after -> 'subject')) w (s) where a.entity_id = any (p_ids)
  ) q (r), lateral (
    select jsonb_path_query(r, '$.title') union all select jsonb_path_query(r, '$.notes')
    union all select jsonb_path_query(r, '$.text') union all select jsonb_path_query(r, '$.name')) x (v)
  where jsonb_typeof(v) = 'string' and length(v #>> '{}') >= 4
$$;

-- A value without anything of the records: an object with one of the ids keeps what is no content, texts are taken out.
create function public.scrubbed(j jsonb, p_ids text[], p_texts text[]) returns jsonb
language plpgsql immutable security invoker set search_path = '' as $$
declare s text; t text; r jsonb; k text; v jsonb;
begin
  case jsonb_typeof(j)
    when 'object' then
      r := '{}';
      for k, v in select * from jsonb_each(j) loop
        r := r || jsonb_build_object(k, case
          when j ->> 'id' = any (p_ids) and jsonb_typeof(v) = 'array' then '[]'::jsonb
          when j ->> 'id' = any (p_ids) and k in ('title', 'name', 'text') then '"(purged)"'::jsonb
          when j ->> 'id' = any (p_ids) and k = 'notes' then 'null'::jsonb
          else public.scrubbed(v, p_ids, p_texts) end);
      end loop;
      return r;
    when 'array' then
      return coalesce((select jsonb_agg(public.scrubbed(x, p_ids, p_texts) order by o) from jsonb_array_elements(j) with ordinality u (x, o)), '[]');
    when 'string' then
      s := j #>> '{}';
      foreach t in array p_texts loop s := replace(s, t, '(purged)'); end loop;
      return to_jsonb(s);
    else return j;
  end case;
end $$;

create function public.mentions(p_text text, p_ids uuid[], p_texts text[]) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select exists (select 1 from unnest(p_ids) i where position(i::text in p_text) > 0)
    or exists (select 1 from unnest(p_texts) t where position(trim(both '"' from to_jsonb(t)::text) in p_text) > 0)
$$;

-- A message without what was said; that there was one, and what it led to, stays.
create function public.without_words(m public.messages) returns public.messages
language plpgsql immutable security invoker set search_path = '' as $$
begin
  m.body := (m.body - 'text' - 'attachments' - 'senderName' - 'mentions' - 'forwardedFrom') || '{"forgotten": true}';
  m.commands := case when m.commands is null then null else '[]'::jsonb end;
  m.route := m.route - 'spans' - 'why';
  m.error := null;
  return m;
end $$;

-- The one way by which an entry of the audit is changed: its content goes, that it happened stays.
create function public.forget_in_audit(p_org uuid, p_ids uuid[], p_texts text[], p_after bigint, p_upto bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.audit a set
    before = case when a.before is null then null when a.entity_id = any (p_ids) then '{"purged": true}'
      else public.scrubbed(a.before, p_ids::text[], p_texts) end,
    after = case when a.after is null then null when a.entity_id = any (p_ids) then '{"purged": true}'
      else public.scrubbed(a.after, p_ids::text[], p_texts) end,
    route = case when a.entity_id = any (p_ids) then a.route - 'spans' - 'why' else a.route end
  where a.organisation_id = p_org and (p_after is null and a.entity_id = any (p_ids)
    or a.id > p_after and a.id <= p_upto and public.mentions(coalesce(a.before::text, '') || coalesce(a.after::text, ''), p_ids, p_texts));
end $$;

create function public.purge_task(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare ids uuid[]; said jsonb; r int;
begin
  -- its subtasks go with it, whatever their depth
  with recursive branch as (
    select id from public.tasks where id = p_id and organisation_id = org
    union all select c.id from public.tasks c join branch on c.parent_id = branch.id)
  select array_agg(id) into ids from branch;
  if ids is null then return null; end if;
  select jsonb_agg(jsonb_build_object('title', title, 'notes', notes)), min(ref) filter (where id = p_id) into said, r
  from public.tasks where id = any (ids);
  said := to_jsonb(public.texts_of(ids, said));
  delete from public.tasks where id = any (ids);
  return jsonb_build_object('ids', to_jsonb(ids), 'texts', said, 'ref', r);
end $$;

create function public.purge_list(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists; ids uuid[];
begin
  select * into l from public.lists where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  -- what is on it is said of other lists as well, so its words are only taken out where they are its items
  ids := array(select p_id union select id from public.list_items where list_id = p_id
    union select (x #>> '{}')::uuid from public.audit a, lateral (
      select jsonb_path_query(a.before, '$.list.items[*].id') union select jsonb_path_query(a.after, '$.subject.list.items[*].id')
      union select jsonb_path_query(a.after, '$.items[*].id')) u (x) where a.entity_id = p_id);
  delete from public.lists where id = p_id;
  return jsonb_build_object('ids', to_jsonb(ids), 'texts', '[]'::jsonb, 'ref', l.ref);
end $$;

create function public.purge_reminder(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.reminders; said jsonb;
begin
  select * into x from public.reminders where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  said := to_jsonb(public.texts_of(array[p_id], jsonb_build_object('title', x.title)));
  delete from public.reminders where id = p_id;
  return jsonb_build_object('ids', jsonb_build_array(p_id), 'texts', said, 'ref', x.ref);
end $$;

create function public.purge_report(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.reports; said jsonb;
begin
  select * into x from public.reports where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  said := to_jsonb(public.texts_of(array[p_id], jsonb_build_object('text', x.text)));
  delete from public.checklists where report_id = p_id;
  update public.document_links set report_ids = array_remove(report_ids, p_id) where organisation_id = org and p_id = any (report_ids);
  delete from public.reports where id = p_id;
  return jsonb_build_object('ids', jsonb_build_array(p_id), 'texts', said, 'ref', x.ref);
end $$;

create function public.purge_message(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare m public.messages;
begin
  select * into m from public.messages where id = p_id and organisation_id = org and status <> 'pending' for update;
  if not found then return null; end if;
  m := public.without_words(m);
  update public.messages set body = m.body, commands = m.commands, route = m.route, error = null where id = p_id;
  return jsonb_build_object('ids', jsonb_build_array(p_id), 'texts', '[]'::jsonb);
end $$;

insert into public.purgeable (entity, table_name, purged_by) values
  ('task', 'tasks', 'purge_task'), ('list', 'lists', 'purge_list'), ('reminder', 'reminders', 'purge_reminder'),
  ('report', 'reports', 'purge_report'), ('message', 'messages', 'purge_message');

create function public.purge_json(x public.purges) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', x.id, 'entity', x.entity, 'entityId', x.entity_id, 'ref', x.ref, 'reason', x.reason,
    'person', public.person_ref(x.person_id), 'at', public.instant(x.at), 'doneAt', public.instant(x.done_at))
$$;

-- Removes a record for good: itself, its audit, and the messages it came from, at once; what else mentions it is looked
-- through by `go_on_purging`.
create function public.purge_record(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; by_name text; gone jsonb; ids uuid[]; x public.purges; m public.messages;
begin
  select purged_by into by_name from public.purgeable where entity = a ->> 'entity';
  if not found then raise sqlstate 'PT400' using message = 'There is no purging of a ' || (a ->> 'entity'); end if;
  execute format('select public.%I($1, $2)', by_name) into gone using org, (a ->> 'id')::uuid;
  if gone is null then raise sqlstate 'PT404' using message = 'There is no such ' || (a ->> 'entity'); end if;
  ids := array(select i::uuid from jsonb_array_elements_text(gone -> 'ids') i);
  for m in
    select * from public.messages where id in (select message_id from public.audit where entity_id = any (ids)) and status <> 'pending'
    order by id for update
  loop
    m := public.without_words(m);
    update public.messages set body = m.body, commands = m.commands, route = m.route, error = null where id = m.id;
  end loop;
  perform public.forget_in_audit(org, ids, '{}', null, null);
  insert into public.purges (organisation_id, entity, entity_id, ref, reason, person_id, ids, texts)
  values (org, a ->> 'entity', (a ->> 'id')::uuid, (gone ->> 'ref')::int, a ->> 'reason', (ctx ->> 'personId')::uuid, ids,
    array(select jsonb_array_elements_text(gone -> 'texts')))
  returning * into x;
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, after)
  values (org, x.person_id, 'record.purge', x.entity, x.entity_id, jsonb_build_object('purgeId', x.id, 'reason', x.reason));
  return public.purge_json(x);
end $$;

-- One stretch of the way through messages, outbox, deliveries, conversations and audit, for all unfinished purges that have
-- come as far. Answers how many are left.
create function public.go_on_purging(p jsonb) returns int
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; lim int := coalesce((p ->> 'limit')::int, 2000); f public.purges; who uuid[]; ids uuid[];
  texts text[]; upto bigint; m public.messages; names text[] := array['messages', 'outbox', 'deliveries', 'audit', 'conversations'];
begin
  perform pg_advisory_xact_lock(hashtextextended(org::text || ':purging', 12));
  select * into f from public.purges where organisation_id = org and done_at is null order by seq limit 1;
  if not found then return 0; end if;
  select array_agg(x.id) into who from (select id from public.purges where organisation_id = org and done_at is null
    and place = f.place and reached = f.reached order by seq limit 50) x;
  ids := array(select distinct i from public.purges x, unnest(x.ids) i where x.id = any (who));
  texts := array(select distinct t from public.purges x, unnest(x.texts) t where x.id = any (who) order by t desc);
  case f.place
    when 'messages' then
      select max(s) into upto from (select seq s from public.messages where seq > f.reached order by seq limit lim) x;
      -- whatever was said when one of them was found may have said some of its words
      for m in select * from public.messages x where x.organisation_id = org and x.seq > f.reached and x.seq <= upto and x.status <> 'pending'
        and public.mentions(x.body::text || coalesce(x.commands::text, '') || coalesce(x.outcomes::text, '') || coalesce(x.route::text, ''), ids, texts)
        order by x.seq for update
      loop
        m := public.without_words(m);
        update public.messages set body = m.body, commands = m.commands, route = m.route, error = null,
          outcomes = public.scrubbed(m.outcomes, ids::text[], texts)
        where id = m.id;
      end loop;
    when 'outbox' then
      select max(s) into upto from (select id s from public.outbox where id > f.reached order by id limit lim) x;
      update public.outbox o set body = public.scrubbed(o.body, ids::text[], texts)
      where o.organisation_id = org and o.id > f.reached and o.id <= upto and public.mentions(o.body::text, ids, texts);
    when 'deliveries' then
      select max(s) into upto from (select seq s from public.webhook_deliveries where seq > f.reached order by seq limit lim) x;
      update public.webhook_deliveries d set body = public.scrubbed(d.body, ids::text[], texts)
      where d.organisation_id = org and d.seq > f.reached and d.seq <= upto and public.mentions(d.body::text, ids, texts);
    when 'audit' then
      select max(s) into upto from (select id s from public.audit where id > f.reached order by id limit lim) x;
      perform public.forget_in_audit(org, ids, texts, f.reached, upto);
    else
      update public.conversations v set last = null, pending = null, updated_at = now()
      where v.organisation_id = org and public.mentions(coalesce(v.last::text, '') || coalesce(v.pending::text, ''), ids, texts);
      update public.purges set done_at = now(), texts = '{}' where id = any (who);
      return (select count(*) from public.purges where organisation_id = org and done_at is null);
  end case;
  update public.purges set reached = coalesce(upto, 0), place = case when upto is null
    then names[array_position(names, f.place) + 1] else place end
  where id = any (who);
  return (select count(*) from public.purges where organisation_id = org and done_at is null);
end $$;

create function public.show_purges(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200),
    'items', coalesce(jsonb_agg(public.purge_json(x) || jsonb_build_object('seq', x.seq) order by x.seq desc), '[]'))
  from (select * from public.purges q where q.organisation_id = (p ->> 'organisationId')::uuid
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'beforeSeq' or q.seq < (p ->> 'beforeSeq')::bigint)
    order by q.seq desc limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

-- How long things are kept, in days; null: for good.
create table public.retention (
  organisation_id uuid primary key references public.organisations (id),
  messages_days int check (messages_days between 1 and 36500),
  outbox_days int check (outbox_days between 1 and 36500),
  deleted_days int check (deleted_days between 1 and 36500),
  -- how far messages have been let go of
  messages_reached bigint not null default 0,
  version int not null default 1,
  updated_at timestamptz not null default now()
);

create function public.retention_json(r public.retention) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('messagesDays', r.messages_days, 'outboxDays', r.outbox_days, 'deletedDays', r.deleted_days,
    'version', coalesce(r.version, 1))
$$;

create function public.show_retention(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.retention_json((select r from public.retention r where r.organisation_id = (p ->> 'organisationId')::uuid))
$$;

create function public.retention_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; r public.retention; b jsonb;
begin
  insert into public.retention (organisation_id) values (org) on conflict do nothing;
  select * into r from public.retention where organisation_id = org for update;
  if a ? 'version' and (a ->> 'version')::int <> r.version then
    raise sqlstate 'PT412' using message = 'The retention settings have changed since you read them (version ' || r.version || ' now)';
  end if;
  b := public.retention_json(r);
  update public.retention set
    messages_days = case when a ? 'messagesDays' then (a ->> 'messagesDays')::int else messages_days end,
    outbox_days = case when a ? 'outboxDays' then (a ->> 'outboxDays')::int else outbox_days end,
    deleted_days = case when a ? 'deletedDays' then (a ->> 'deletedDays')::int else deleted_days end,
    version = version + 1, updated_at = now()
  where organisation_id = org returning * into r;
  perform public.person_audit(ctx, 'retention.update', org, b, public.retention_json(r));
  return public.retention_json(r);
end $$;

-- Lets go of what is older than the settings say, a little at a time and by one instance at a time; answers whether there
-- may be more at once. p: {organisationId, limit?}
create function public.keep_retention(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; lim int := coalesce((p ->> 'limit')::int, 200); r public.retention; m public.messages;
  n int := 0; k int; x record; gone uuid;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(org::text || ':retention', 13)) then return false; end if;
  if exists (select 1 from public.purges where organisation_id = org and done_at is null) then
    return public.go_on_purging(p - 'limit') > 0;
  end if;
  select * into r from public.retention where organisation_id = org for update;
  if not found then return false; end if;
  if r.messages_days is not null then
    for m in select * from public.messages where organisation_id = org and seq > r.messages_reached
      and received_at < now() - make_interval(days => r.messages_days) order by seq limit lim for update
    loop
      exit when m.status = 'pending';
      r.messages_reached := m.seq;
      n := n + 1;
      if m.body ? 'text' or m.body ? 'attachments' then
        m := public.without_words(m);
        update public.messages set body = m.body, commands = m.commands, route = m.route, error = null where id = m.id;
      end if;
    end loop;
    update public.retention set messages_reached = r.messages_reached where organisation_id = org;
  end if;
  if r.outbox_days is not null then
    -- that a stranger was told so once is remembered: there is nothing else in it
    delete from public.outbox where id in (select id from public.outbox where organisation_id = org and status <> 'pending'
      and created_at < now() - make_interval(days => r.outbox_days) and dedupe not like 'stranger:%' order by id limit lim);
    get diagnostics k = row_count;
    n := greatest(n, k);
  end if;
  if r.deleted_days is not null then
    for x in select * from public.purgeable where entity <> 'message' order by entity loop
      for gone in execute format('select id from public.%I where organisation_id = $1 and deleted_at < now() - make_interval(days => $2) order by deleted_at limit 20', x.table_name)
        using org, r.deleted_days
      loop
        begin
          perform public.purge_record(jsonb_build_object('organisationId', org), jsonb_build_object('entity', x.entity, 'id', gone,
            'reason', 'deleted more than ' || r.deleted_days || ' days ago'));
          n := lim;
        exception when sqlstate 'PT404' then
          null; -- went with the one it is a part of
        end;
      end loop;
    end loop;
  end if;
  return n >= lim;
end $$;

alter table public.purges enable row level security;
alter table public.purgeable enable row level security;
alter table public.retention enable row level security;

revoke all on public.purges, public.purgeable, public.retention from anon, authenticated;
grant select, insert, update on public.purges, public.retention to service_role;
grant select on public.purgeable to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

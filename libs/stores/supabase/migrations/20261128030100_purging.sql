-- Purging reaches people, templates and files too, and every place where something of a record is kept.

-- Bytes whose record is gone: the sweep erases them from the media store, whenever that answers.
create table public.erasures (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  key text not null,
  -- what was still being uploaded may come until then
  not_before timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index erasures_of_organisation on public.erasures (organisation_id, not_before);

alter table public.people add column purged_at timestamptz;

-- `names`: looked for as whole words; `keys`: ids on a platform, looked for where such ids stand.
-- `keeps_words`: a message that mentions it keeps its other words.
alter table public.purges
  add column names text[] not null default '{}',
  add column keys text[] not null default '{}',
  add column keeps_words boolean not null default false;
-- `unpurged`: the condition that a row of the table is still as it was.
alter table public.purgeable
  add column keeps_words boolean not null default false,
  add column unpurged text not null default 'true';

-- What is looked for: ids and texts as they are, names as whole words (an expression), ids on a platform.
-- A name in small letters is looked for in any, one with capitals as it is.
create type public.traces as (ids text[], texts text[], names text, keys text[]);

-- Names shorter than three letters are in everything.
create function public.as_words(p_names text[]) returns text
language sql immutable security invoker set search_path = '' as $$
  select '(?<![[:alnum:]_])(?:' || string_agg(x.pattern, '|' order by length(x.n) desc) || ')(?![[:alnum:]_])' from (
    select n, (select string_agg(case when n = lower(n) and lower(c) <> upper(c) then '[' || lower(c) || upper(c) || ']'
      when c ~ '[[:alnum:][:space:]]' then c else '\' || c end, '' order by o) from regexp_split_to_table(n, '') with ordinality u (c, o)) pattern
    from unnest(p_names) n where length(n) >= 3) x
$$;

-- A value without anything of the records: an object with one of the ids keeps what is no content, texts are taken out.
create function public.cleared(j jsonb, t public.traces) returns jsonb
language plpgsql immutable security invoker set search_path = '' as $$
declare s text; one text; r jsonb; k text; v jsonb; own boolean; gone jsonb := case when t.names is null then '"(purged)"' else '"(removed)"' end;
begin
  case jsonb_typeof(j)
    when 'object' then
      r := '{}';
      own := coalesce(j ->> 'id' = any (t.ids), false);
      for k, v in select * from jsonb_each(j) loop
        r := r || jsonb_build_object(k, case
          when own and jsonb_typeof(v) = 'array' then '[]'::jsonb
          when own and k in ('title', 'name', 'text') then gone
          when own and k = 'notes' then 'null'::jsonb
          when k in ('externalId', 'telegramId', 'chat') and v #>> '{}' = any (t.keys) then gone
          else public.cleared(v, t) end);
      end loop;
      return r;
    when 'array' then
      return coalesce((select jsonb_agg(public.cleared(x, t) order by o) from jsonb_array_elements(j) with ordinality u (x, o)), '[]');
    when 'string' then
      s := j #>> '{}';
      foreach one in array t.texts loop s := replace(s, one, '(purged)'); end loop;
      if t.names is not null then s := regexp_replace(s, t.names, '(removed)', 'g'); end if;
      return to_jsonb(s);
    else return j;
  end case;
end $$;

create function public.mention(p_text text, t public.traces) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select exists (select 1 from unnest(t.ids) i where position(i in p_text) > 0)
    or exists (select 1 from unnest(t.texts) x where position(trim(both '"' from to_jsonb(x)::text) in p_text) > 0)
    or exists (select 1 from unnest(t.keys) x where position(': ' || to_jsonb(x)::text in p_text) > 0)
    or coalesce(p_text ~ t.names, false)
$$;

-- replaces without_words, from 20261128001600
-- A message without what was said; that there was one, and what it led to, stays.
create or replace function public.without_words(m public.messages) returns public.messages
language plpgsql immutable security invoker set search_path = '' as $$
begin
  m.body := (m.body - 'text' - 'attachments' - 'senderName' - 'mentions' - 'forwardedFrom') || '{"forgotten": true}';
  m.commands := case when m.commands is null then null else '[]'::jsonb end;
  m.route := m.route - 'spans' - 'why';
  m.outcomes := public.only_changes(m.outcomes);
  m.error := null;
  return m;
end $$;

-- Of what came of a message, what was done: all else repeats its words, and so does what was there already and was left as it was.
create function public.only_changes(p_outcomes jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when jsonb_typeof(p_outcomes) = 'array' then coalesce((select jsonb_agg(x - 'skipped' order by n) from jsonb_array_elements(p_outcomes)
    with ordinality u (x, n) where (x ->> 'kind' = 'changed' or not x ? 'kind') and x ->> 'unchanged' is distinct from 'true'), '[]') else p_outcomes end
$$;

-- replaces forget_in_audit, from 20261128001600
drop function public.forget_in_audit(uuid, uuid[], text[], bigint, bigint);
-- The one way by which an entry of the audit is changed: its content goes, that it happened stays. Entries of the records
-- themselves lose all of it, those of the messages how their words were understood; the rest of a stretch what it mentions.
create function public.forget_in_audit(p_org uuid, p_ids uuid[], p_messages uuid[], t public.traces, p_after bigint, p_upto bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.audit a set
    before = case when a.before is null then null when a.entity_id = any (p_ids) then '{"purged": true}'
      when p_after is null then a.before else public.cleared(a.before, t) end,
    after = case when a.after is null then null when a.entity_id = any (p_ids) then '{"purged": true}'
      when p_after is null then a.after else public.cleared(a.after, t) end,
    route = case when a.entity_id = any (p_ids) or a.message_id = any (p_messages) then a.route - 'spans' - 'why'
      when p_after is null then a.route else public.cleared(a.route, t) end
  where a.organisation_id = p_org and a.command <> 'record.purge' and (
    p_after is null and (a.entity_id = any (p_ids) or a.message_id = any (p_messages))
    or a.id > p_after and a.id <= p_upto
      and public.mention(coalesce(a.before::text, '') || coalesce(a.after::text, '') || coalesce(a.route::text, ''), t));
end $$;

-- replaces audit_is_append_only, from 20261128000300
create or replace function public.audit_is_append_only() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare called_from text;
begin
  get diagnostics called_from = pg_context;
  if tg_op = 'UPDATE' and called_from ~ 'public\.forget_in_audit\(uuid,uuid\[\],uuid\[\],public\.traces,bigint,bigint\)' then return null; end if;
  raise sqlstate '42501' using message = 'audit is append-only';
end $$;

-- Files that came with these messages and that no report has go with them.
create function public.let_go_of_files(p_org uuid, p_messages uuid[]) returns void
language plpgsql security invoker set search_path = '' as $$
declare m public.media;
begin
  update public.fetches f set name = null, file_id = 'forgotten', error = null,
    status = case when status = 'pending' then 'failed' else status end, problem = case when status = 'pending' then 'deleted' else problem end
  where f.message_id = any (p_messages)
    and not exists (select 1 from public.reports r where r.organisation_id = p_org and r.attachments @> jsonb_build_array(jsonb_build_object('fileId', f.file_id)));
  for m in select * from public.media x where x.organisation_id = p_org and x.message_id = any (p_messages) loop
    if not exists (select 1 from public.reports_holding(m)) then
      perform public.purge_record(jsonb_build_object('organisationId', p_org), jsonb_build_object('entity', 'media', 'id', m.id,
        'reason', 'the message it came with was forgotten'));
    end if;
  end loop;
end $$;

-- What these messages said goes, wherever it was kept for answering them; what they led to stays.
create function public.forget_said(p_org uuid, p_messages uuid[]) returns void
language plpgsql security invoker set search_path = '' as $$
declare m public.messages;
begin
  for m in select * from public.messages where id = any (p_messages) and organisation_id = p_org order by id for update loop
    m := public.without_words(m);
    update public.messages set body = m.body, commands = m.commands, route = m.route, outcomes = m.outcomes, error = null where id = m.id;
    update public.conversations set pending = null, updated_at = now()
    where organisation_id = p_org and source = m.source and chat = m.chat and pending ->> 'id' = left(m.id::text, 8);
  end loop;
  update public.outbox o set body = (o.body - 'route') || jsonb_build_object('outcomes', public.only_changes(o.body -> 'outcomes'))
  where o.message_id = any (p_messages) and o.organisation_id = p_org;
  -- nothing is left of it to say
  delete from public.outbox o where o.message_id = any (p_messages) and o.organisation_id = p_org and o.status = 'pending' and o.body -> 'outcomes' = '[]';
  perform public.forget_in_audit(p_org, '{}', p_messages, null, null, null);
  perform public.let_go_of_files(p_org, p_messages);
end $$;

-- replaces purge_message, from 20261128001600
create or replace function public.purge_message(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
begin
  perform 1 from public.messages where id = p_id and organisation_id = org and status <> 'pending' for update;
  if not found then return null; end if;
  perform public.forget_said(org, array[p_id]);
  return jsonb_build_object('ids', jsonb_build_array(p_id), 'texts', '[]'::jsonb);
end $$;

-- Attachments without those of a file, by its record and by its ids on the platform.
create function public.without_files(p jsonb, p_media uuid, p_files text[]) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select coalesce((select jsonb_agg(x order by o) from jsonb_array_elements(p) with ordinality u (x, o)
    where (x ->> 'mediaId' = p_media::text or x ->> 'fileId' = any (p_files)) is not true), '[]')
$$;

create function public.purge_media(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare m public.media; files text[]; said text[];
begin
  select * into m from public.media where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  files := array(select file_id from public.fetches where media_id = p_id and file_id <> 'forgotten');
  said := array[m.sha256] || files || array(select distinct x ->> 'caption' from public.reports r, jsonb_array_elements(r.attachments) x
    where r.organisation_id = org and (x ->> 'mediaId' = p_id::text or x ->> 'fileId' = any (files)) and length(x ->> 'caption') >= 4)
    -- what it is called when it has no name says nothing of it
    || case when m.name ~ '^(file|photo|voice|audio|video|document)\.\w+$' or length(m.name) < 4 then '{}' else array[m.name] end
    || array(select name from public.fetches where media_id = p_id and length(name) >= 4);
  if m.erased_at is null then
    insert into public.erasures (organisation_id, key, not_before)
    values (org, m.key, case when m.status = 'pending' then now() + interval '15 minutes' else now() end);
  end if;
  update public.reports set attachments = public.without_files(attachments, p_id, files)
  where organisation_id = org and attachments <> '[]' and public.without_files(attachments, p_id, files) <> attachments;
  update public.checklists set attachments = public.without_files(attachments, p_id, files)
  where organisation_id = org and attachments <> '[]' and public.without_files(attachments, p_id, files) <> attachments;
  update public.fetches set media_id = null, file_id = 'forgotten', name = null, status = 'failed', problem = 'deleted', error = null where media_id = p_id;
  delete from public.media where id = p_id;
  return jsonb_build_object('ids', jsonb_build_array(p_id), 'texts', to_jsonb(said));
end $$;

-- replaces purge_report, from 20261128001600
-- Its files go with it, but those that another report has too.
create or replace function public.purge_report(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.reports; said text[]; ids uuid[] := array[p_id]; m public.media; gone jsonb;
begin
  select * into x from public.reports where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  said := public.texts_of(ids, jsonb_build_object('text', x.text));
  said := said || array(select v from jsonb_array_elements(x.attachments) f, unnest(array[f ->> 'fileName', f ->> 'caption', f ->> 'fileId']) v where length(v) >= 4);
  for m in
    select q.* from public.media q where q.organisation_id = org and exists (select 1 from public.reports_holding(q) r where r.id = p_id)
      and not exists (select 1 from public.reports_holding(q) r where r.id <> p_id)
  loop
    gone := public.purge_media(org, m.id);
    ids := ids || m.id;
    said := said || array(select jsonb_array_elements_text(gone -> 'texts'));
  end loop;
  delete from public.checklists where report_id = p_id;
  update public.document_links set report_ids = array_remove(report_ids, p_id) where organisation_id = org and p_id = any (report_ids);
  delete from public.reports where id = p_id;
  return jsonb_build_object('ids', to_jsonb(ids), 'texts', to_jsonb(said), 'ref', x.ref);
end $$;

-- Reports that were made with it stay, with their words.
create function public.purge_template(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates; ids uuid[]; names text[];
begin
  select * into t from public.templates where id = p_id and organisation_id = org for update;
  if not found then return null; end if;
  names := array(select t.name union select a.before -> 'template' ->> 'name' from public.audit a where a.entity_id = p_id and a.before ? 'template');
  -- a checklist has the name and the questions of its template, as they were
  ids := array(select c.id from public.checklists c where c.organisation_id = org and (c.name = any (names) and c.created_at >= t.created_at));
  delete from public.checklists where id = any (ids) and report_id is null;
  update public.checklists set name = '(purged)', questions = '[]', answers = '[]' where id = any (ids);
  delete from public.templates where id = p_id;
  -- its name is often that of a site: then it is only taken out where it is the template's
  return jsonb_build_object('ids', to_jsonb(ids || p_id), 'ref', t.ref, 'texts', coalesce((select jsonb_agg(n) from unnest(names) n where length(n) >= 6
    and not exists (select 1 from public.sites s where s.organisation_id = org and s.deleted_at is null and lower(s.name) = lower(n))
    and not exists (select 1 from public.people s where s.organisation_id = org and s.deleted_at is null and lower(s.name) = lower(n))
    and not exists (select 1 from public.lists s where s.organisation_id = org and s.deleted_at is null and lower(s.name) = lower(n))), '[]'));
end $$;

-- Their name, what they are called, where they are reached, what they said, and lists that were only theirs. Records they made
-- or were given stay, as somebody's who was removed.
create function public.purge_person(org uuid, p_id uuid) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.people; ids uuid[] := array[p_id]; names text[]; keys text[]; l uuid; gone jsonb;
begin
  select * into x from public.people where id = p_id and organisation_id = org and purged_at is null for update;
  if not found then return null; end if;
  if x.role = 'admin' and x.deleted_at is null then perform public.keep_an_admin(org, p_id); end if;
  names := array(select distinct lower(n) from (
    select x.name n union select unnest(x.aliases) union
    select v #>> '{}' from public.audit a, lateral (values (a.before), (a.after -> 'subject'), (a.after)) w (s), lateral (
      select jsonb_path_query(w.s, '$.name') union select jsonb_path_query(w.s, '$.person.name') union select jsonb_path_query(w.s, '$.aliases[*]')
      union select jsonb_path_query(w.s, '$.person.aliases[*]')) q (v)
    where a.entity_id = p_id and a.entity = 'person') y where n is not null and n <> '(removed)')
    -- a first name or a last one by itself is often a word as well: as it is written in the name
    || array(select w from regexp_split_to_table(x.name, '\s+') w where length(w) >= 4 and w <> lower(w));
  keys := array(select external_id from public.identities where person_id = p_id
    union select distinct external_id from public.messages where person_id = p_id and external_id is not null
    union select chat from public.chats where person_id = p_id);
  ids := ids || array(select id from public.api_keys where person_id = p_id);
  for l in select id from public.lists where organisation_id = org and private and created_by = p_id loop
    gone := public.purge_list(org, l);
    ids := ids || array(select (jsonb_array_elements_text(gone -> 'ids'))::uuid);
  end loop;
  -- what they said and is not carried out yet will not be
  update public.messages set status = 'done', done_at = now(), outcomes = '[]', lease_owner = null, lease_until = null
  where organisation_id = org and person_id = p_id and status = 'pending';
  delete from public.held where person_id = p_id;
  delete from public.outbox where organisation_id = org and channel = 'telegram' and chat = any (keys);
  delete from public.outbox where organisation_id = org and channel <> 'telegram' and chat = p_id::text;
  delete from public.conversations where organisation_id = org and (source = 'telegram' and chat = any (keys) or chat = p_id::text);
  delete from public.chats where organisation_id = org and (person_id = p_id or channel = 'telegram' and chat = any (keys));
  delete from public.checklists where person_id = p_id and report_id is null;
  update public.checklists set chat = '(removed)' where person_id = p_id;
  update public.fetches set chat = '(removed)', platform_id = id::text, name = null where person_id = p_id;
  delete from public.document_links where person_id = p_id;
  delete from public.invites where person_id = p_id;
  delete from public.identities where person_id = p_id;
  update public.api_keys set name = '(removed)', revoked_at = coalesce(revoked_at, now()) where person_id = p_id;
  update public.people set name = '(removed)', aliases = '{}', time_zone = null, quiet_from = null, quiet_until = null, digest_at = null,
    purged_at = now(), deleted_at = coalesce(deleted_at, now()), version = version + 1, updated_at = now() where id = p_id;
  return jsonb_build_object('ids', to_jsonb(ids), 'texts', '[]'::jsonb, 'names', to_jsonb(names), 'keys', to_jsonb(keys));
end $$;

insert into public.purgeable (entity, table_name, purged_by, keeps_words, unpurged) values
  ('media', 'media', 'purge_media', true, 'true'), ('template', 'templates', 'purge_template', false, 'true'),
  ('person', 'people', 'purge_person', true, 'purged_at is null');

-- replaces purge_record, from 20261128001600
-- Removes a record for good: itself, its audit, and the messages it came from, at once; what else mentions it is looked
-- through by `go_on_purging`.
create or replace function public.purge_record(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; w public.purgeable; gone jsonb; ids uuid[]; x public.purges;
begin
  select * into w from public.purgeable where entity = a ->> 'entity';
  if not found then raise sqlstate 'PT400' using message = 'There is no purging of a ' || (a ->> 'entity'); end if;
  execute format('select public.%I($1, $2)', w.purged_by) into gone using org, (a ->> 'id')::uuid;
  if gone is null then raise sqlstate 'PT404' using message = 'There is no such ' || (a ->> 'entity'); end if;
  ids := array(select i::uuid from jsonb_array_elements_text(gone -> 'ids') i);
  if not w.keeps_words then
    perform public.forget_said(org, array(select m.id from public.messages m where m.status <> 'pending'
      and m.id in (select message_id from public.audit where entity_id = any (ids))));
  end if;
  perform public.forget_in_audit(org, ids, '{}', null, null, null);
  insert into public.purges (organisation_id, entity, entity_id, ref, reason, person_id, ids, texts, names, keys, keeps_words)
  values (org, a ->> 'entity', (a ->> 'id')::uuid, (gone ->> 'ref')::int, a ->> 'reason', (ctx ->> 'personId')::uuid, ids,
    array(select jsonb_array_elements_text(gone -> 'texts')), array(select jsonb_array_elements_text(coalesce(gone -> 'names', '[]'))),
    array(select jsonb_array_elements_text(coalesce(gone -> 'keys', '[]'))), w.keeps_words)
  returning * into x;
  insert into public.audit (organisation_id, person_id, command, entity, entity_id, after)
  values (org, x.person_id, 'record.purge', x.entity, x.entity_id, jsonb_build_object('purgeId', x.id, 'reason', x.reason));
  return public.purge_json(x);
end $$;

-- A stretch of the messages: those of people who are purged lose their words and where they were said, others that mention
-- something lose theirs, or what they mention.
create function public.purge_messages(p_org uuid, p_people uuid[], t public.traces, p_keeps_words boolean, p_after bigint, p_upto bigint) returns void
language plpgsql security invoker set search_path = '' as $$
declare m public.messages; theirs uuid[]; others uuid[];
begin
  theirs := array(select x.id from public.messages x where x.organisation_id = p_org and x.seq > p_after and x.seq <= p_upto
    and (x.person_id = any (p_people) or x.source = 'telegram' and x.external_id = any (t.keys)));
  perform public.forget_said(p_org, theirs);
  update public.messages set external_id = null, lease_owner = null,
    source_id = case when source = 'telegram' then 'purged:' || id else source_id end,
    chat = case when source = 'telegram' and chat = any (t.keys) then '(removed)' else chat end where id = any (theirs);
  others := array(select x.id from public.messages x where x.organisation_id = p_org and x.seq > p_after and x.seq <= p_upto and x.status <> 'pending'
    and public.mention(x.body::text || coalesce(x.commands::text, '') || coalesce(x.outcomes::text, '') || coalesce(x.route::text, ''), t));
  if not p_keeps_words then perform public.forget_said(p_org, others); end if;
  update public.messages set body = public.cleared(body, t), commands = public.cleared(commands, t), route = public.cleared(route, t),
    outcomes = public.cleared(outcomes, t), error = null where id = any (others);
end $$;

-- replaces go_on_purging, from 20261128001600
-- One stretch of the way through everything that repeats what records hold, for all unfinished purges that have come as far.
-- Answers how many are left.
create or replace function public.go_on_purging(p jsonb) returns int
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; lim int := coalesce((p ->> 'limit')::int, 2000); f public.purges; who uuid[]; t public.traces;
  people uuid[]; upto bigint; places text[] := array['messages', 'outbox', 'held', 'deliveries', 'audit', 'conversations'];
begin
  perform pg_advisory_xact_lock(hashtextextended(org::text || ':purging', 12));
  select * into f from public.purges where organisation_id = org and done_at is null order by seq limit 1;
  if not found then return 0; end if;
  select array_agg(x.id) into who from (select id from public.purges where organisation_id = org and done_at is null
    and place = f.place and reached = f.reached and keeps_words = f.keeps_words order by seq limit 50) x;
  t := row(array(select distinct i::text from public.purges x, unnest(x.ids) i where x.id = any (who)),
    array(select distinct i from public.purges x, unnest(x.texts) i where x.id = any (who) order by i desc),
    public.as_words(array(select distinct i from public.purges x, unnest(x.names) i where x.id = any (who))),
    array(select distinct i from public.purges x, unnest(x.keys) i where x.id = any (who)))::public.traces;
  people := array(select entity_id from public.purges where id = any (who) and entity = 'person');
  case f.place
    when 'messages' then
      select max(s) into upto from (select seq s from public.messages where seq > f.reached order by seq limit lim) x;
      perform public.purge_messages(org, people, t, f.keeps_words, f.reached, upto);
    when 'outbox' then
      select max(s) into upto from (select id s from public.outbox where id > f.reached order by id limit lim) x;
      update public.outbox o set body = public.cleared(o.body, t), error = null
      where o.organisation_id = org and o.id > f.reached and o.id <= upto and public.mention(o.body::text || coalesce(o.error, ''), t);
    when 'held' then
      select max(s) into upto from (select id s from public.held where id > f.reached order by id limit lim) x;
      update public.held h set outcome = public.cleared(h.outcome, t)
      where h.organisation_id = org and h.id > f.reached and h.id <= upto and public.mention(h.outcome::text, t);
    when 'deliveries' then
      select max(s) into upto from (select seq s from public.webhook_deliveries where seq > f.reached order by seq limit lim) x;
      update public.webhook_deliveries d set body = public.cleared(d.body, t)
      where d.organisation_id = org and d.seq > f.reached and d.seq <= upto and public.mention(d.body::text, t);
    when 'audit' then
      select max(s) into upto from (select id s from public.audit where id > f.reached order by id limit lim) x;
      perform public.forget_in_audit(org, '{}', '{}', t, f.reached, upto);
    else
      update public.conversations v set last = null, pending = null, updated_at = now()
      where v.organisation_id = org and public.mention(coalesce(v.last::text, '') || coalesce(v.pending::text, ''), t);
      update public.report_revisions v set report = public.cleared(v.report, t)
      where v.organisation_id = org and public.mention(v.report::text, t);
      update public.purges set done_at = now(), texts = '{}', names = '{}', keys = '{}' where id = any (who);
      return (select count(*) from public.purges where organisation_id = org and done_at is null);
  end case;
  update public.purges set reached = coalesce(upto, 0), place = case when upto is null
    then places[array_position(places, f.place) + 1] else place end
  where id = any (who);
  return (select count(*) from public.purges where organisation_id = org and done_at is null);
end $$;

-- replaces keep_retention, from 20261128001600
-- Lets go of what is older than the settings say, a little at a time and by one instance at a time; answers whether there
-- may be more at once. p: {organisationId, limit?}
create or replace function public.keep_retention(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; lim int := coalesce((p ->> 'limit')::int, 200); r public.retention; m public.messages;
  n int := 0; k int; x public.purgeable; gone uuid; old uuid[] := '{}';
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
      if m.body ? 'text' or m.body ? 'attachments' then old := old || m.id; end if;
    end loop;
    perform public.forget_said(org, old);
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
      for gone in execute format('select id from public.%I where organisation_id = $1 and deleted_at < now() - make_interval(days => $2) and %s
          order by deleted_at limit 20', x.table_name, x.unpurged)
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

-- replaces unsettled_media, from 20261128001750
-- What a crash or an outage left: rows without their bytes, and bytes without their rows.
create or replace function public.unsettled_media(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'key', y.key, 'size', y.size, 'erase', y.erase)), '[]') from (
    select x.id, x.key, x.size, x.status = 'failed' or x.deleted_at is not null as erase
    from (select * from public.media q where q.organisation_id = (p ->> 'organisationId')::uuid and q.erased_at is null
        and (q.deleted_at is not null and q.status = 'stored'
          or (q.status <> 'stored') and q.updated_at < now() - make_interval(secs => (p ->> 'afterSeconds')::int))
      order by q.updated_at limit (p ->> 'limit')::int) x
    union all
    select e.id, e.key, 0, true from (select * from public.erasures q where q.organisation_id = (p ->> 'organisationId')::uuid
        and q.not_before <= now() order by q.not_before limit (p ->> 'limit')::int) e) y
$$;

-- replaces media_erased, from 20261128001750
-- The media store has nothing of these any more.
create or replace function public.media_erased(p jsonb) returns void
language sql security invoker set search_path = '' as $$
  update public.media set erased_at = now(), deleted_at = coalesce(deleted_at, now()), once = null
  where id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x);
  delete from public.erasures where id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x);
$$;

-- replaces mentions, from 20261128001600
drop function public.mentions(text, uuid[], text[]);
-- replaces scrubbed, from 20261128001600
drop function public.scrubbed(jsonb, text[], text[]);

alter table public.erasures enable row level security;
revoke all on public.erasures from anon, authenticated;
grant select, insert, update, delete on public.erasures to service_role;
grant delete on public.outbox, public.conversations, public.chats, public.invites, public.identities, public.document_links, public.checklists,
  public.templates, public.held, public.media to service_role;
revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

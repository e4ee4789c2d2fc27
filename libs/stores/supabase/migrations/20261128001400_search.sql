-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- What can be found: one row per record, kept by triggers. A new kind of record brings a row of `searchable`, the two
-- functions it names, and a call of `make_searchable`.

create table public.searchable (
  entity text primary key,
  -- a function (id uuid) returns jsonb in public: {organisationId, title, body?, ref?, siteId?, status?, at, people?, madeBy?, seenBy?}
  -- or null when it is not to be found. `status` is open or done; `at` is the moment it is about; `people`: whose it is; `seenBy`: nobody else
  described_by text not null,
  -- a function (id uuid) returns jsonb in public: the record as the API shows it
  shown_by text not null
);

create table public.search_entries (
  seq bigint generated always as identity primary key,
  organisation_id uuid not null references public.organisations (id),
  entity text not null references public.searchable (entity),
  record_id uuid not null,
  site_id uuid,
  status text,
  at timestamptz not null,
  people uuid[] not null default '{}',
  made_by uuid,
  seen_by uuid,
  title text not null,
  body text not null default '',
  -- the words as they stand, without accents: what else a word may mean is looked up in `search_words`
  words tsvector not null,
  unique (entity, record_id)
);
create index search_entries_newest on public.search_entries (organisation_id, seq desc);
create index search_entries_by_time on public.search_entries (organisation_id, at desc, seq desc);
create index search_entries_of_site on public.search_entries (site_id, at desc, seq desc) where site_id is not null;
create index search_entries_of_kind on public.search_entries (organisation_id, entity, seq desc);
create index search_entries_by_words on public.search_entries using gin (words, people, (array[site_id])) with (fastupdate = off);

-- The vocabulary of an organisation: grows far slower than its records, so that stems and typing mistakes are looked up here.
create table public.search_words (
  organisation_id uuid not null references public.organisations (id),
  word text not null,
  folded text not null,
  -- en:pump, es:bomb
  stems text[] not null,
  primary key (organisation_id, word)
);
create index search_words_by_likeness on public.search_words using gin (folded extensions.gin_trgm_ops) with (fastupdate = off);
create index search_words_by_stem on public.search_words using gin (stems) with (fastupdate = off);

-- Lower case and without accents, so that "revision" finds "Revisión".
create function public.folded(t text) returns text
language sql immutable parallel safe security invoker set search_path = '' as $$
  select replace(replace(replace(translate(regexp_replace(normalize(lower(t), nfd), '[\u0300-\u036f]', '', 'g'), 'øłđ', 'old'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
$$;

-- The words of a text in order, cut where one is no word any more.
create function public.words_of(t text) returns text[]
language sql immutable parallel safe security invoker set search_path = '' as $$
  select coalesce(array_agg(left(w, 60) order by o), '{}')
  from unnest(regexp_split_to_array(lower(normalize(t, nfc)), '[^[:alnum:]]+')) with ordinality u (w, o) where w <> ''
$$;

create function public.word_vector(t text) returns tsvector
language sql immutable parallel safe security invoker set search_path = '' as $$
  select to_tsvector('pg_catalog.simple', public.folded(array_to_string(public.words_of(t), ' ')))
$$;

-- What is left of a word without its endings, in each language we speak; nothing for "the" and "para".
create function public.stems_of(w text) returns text[]
language sql immutable parallel safe security invoker set search_path = '' as $$
  select coalesce(array_agg(distinct s), '{}') from (
    select 'en:' || unnest(ts_lexize('pg_catalog.english_stem', public.folded(w))) s
    union all select 'es:' || unnest(ts_lexize('pg_catalog.spanish_stem', w))
    union all select 'es:' || unnest(ts_lexize('pg_catalog.spanish_stem', public.folded(w)))) x
$$;

create function public.learn_words(org uuid, p_words text[]) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  -- looked at first, because nearly every word is known; in order, so that two never wait for each other
  insert into public.search_words (organisation_id, word, folded, stems)
  select org, w, public.folded(w), public.stems_of(w) from (
    select distinct w from unnest(p_words) w where length(w) > 2 and w ~ '[[:alpha:]]') x
  where not exists (select 1 from public.search_words v where v.organisation_id = org and v.word = x.w)
  order by w on conflict do nothing;
end $$;

-- Words that nothing contains any more are forgotten, so that what was deleted leaves no trace in the vocabulary.
create function public.forget_words(org uuid, p_words text[]) returns void
language sql security invoker set search_path = '' as $$
  delete from public.search_words v using (select distinct w from unnest(p_words) w) x
  where v.organisation_id = org and v.word = x.w and not exists (
    select 1 from public.search_entries e
    where e.organisation_id = org and e.words @@ ('''' || v.folded || '''')::tsquery)
$$;

-- Brings what can be found of one record up to date.
create function public.search_refresh(p_entity text, p_id uuid) returns void
language plpgsql security invoker set search_path = '' as $$
declare d jsonb; f text; e public.search_entries; n public.search_entries; fresh boolean; was text[]; is_now text[];
begin
  select described_by into f from public.searchable where entity = p_entity;
  execute format('select public.%I($1)', f) into d using p_id;
  select * into e from public.search_entries where entity = p_entity and record_id = p_id;
  fresh := not found;
  if d is null then
    delete from public.search_entries where seq = e.seq;
    if not fresh then perform public.forget_words(e.organisation_id, public.words_of(e.title || ' ' || e.body)); end if;
    return;
  end if;
  n := e;
  n.organisation_id := (d ->> 'organisationId')::uuid; n.entity := p_entity; n.record_id := p_id;
  n.site_id := (d ->> 'siteId')::uuid; n.status := d ->> 'status'; n.at := (d ->> 'at')::timestamptz; n.seen_by := (d ->> 'seenBy')::uuid; n.made_by := (d ->> 'madeBy')::uuid;
  n.people := coalesce((select array_agg(distinct x::uuid order by x::uuid) from jsonb_array_elements_text(case jsonb_typeof(d -> 'people') when 'array' then d -> 'people' else '[]' end) x), '{}');
  n.title := d ->> 'title'; n.body := left(coalesce(d ->> 'body', ''), 20000);
  if not fresh and n is not distinct from e then return; end if;
  if fresh or n.title <> e.title or n.body <> e.body then
    n.words := setweight(public.word_vector(n.title), 'A') || setweight(public.word_vector(n.body), 'B');
    is_now := public.words_of(n.title || ' ' || n.body);
    perform public.learn_words(n.organisation_id, is_now);
  end if;
  insert into public.search_entries as s (organisation_id, entity, record_id, site_id, status, at, people, made_by, seen_by, title, body, words)
  values (n.organisation_id, n.entity, n.record_id, n.site_id, n.status, n.at, n.people, n.made_by, n.seen_by, n.title, n.body, n.words)
  on conflict (entity, record_id) do update set site_id = n.site_id, status = n.status, at = n.at, people = n.people,
    made_by = n.made_by, seen_by = n.seen_by, title = n.title, body = n.body, words = n.words;
  if not fresh and is_now is not null then
    was := array(select unnest(public.words_of(e.title || ' ' || e.body)) except select unnest(is_now));
    if was <> '{}' then perform public.forget_words(e.organisation_id, was); end if;
  end if;
end $$;

create function public.search_record_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  perform public.search_refresh(tg_argv[0], case when tg_op = 'DELETE' then old.id else new.id end);
  return null;
end $$;

-- What a record is made of in another table: arguments are the record's entity and the column that names it.
create function public.search_part_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  execute format('select public.search_refresh(%L, x.id) from (select distinct %I id from parts) x', tg_argv[0], tg_argv[1]);
  return null;
end $$;

-- Sets the triggers. The records' own table has id, version, updated_at and deleted_at; a table of parts names its record in `p_of`.
create function public.make_searchable(p_entity text, p_table text, p_of text default null) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  if p_of is null then
    execute format('create trigger searchable_made after insert or delete on public.%I for each row execute function public.search_record_changed(%L)', p_table, p_entity);
    execute format('create trigger searchable_changed after update on public.%I for each row
      when ((old.version, old.updated_at, old.deleted_at) is distinct from (new.version, new.updated_at, new.deleted_at))
      execute function public.search_record_changed(%L)', p_table, p_entity);
    return;
  end if;
  execute format('create trigger searchable_added after insert on public.%I referencing new table as parts
    for each statement execute function public.search_part_changed(%L, %L)', p_table, p_entity, p_of);
  execute format('create trigger searchable_changed after update on public.%I referencing new table as parts
    for each statement execute function public.search_part_changed(%L, %L)', p_table, p_entity, p_of);
  execute format('create trigger searchable_removed after delete on public.%I referencing old table as parts
    for each statement execute function public.search_part_changed(%L, %L)', p_table, p_entity, p_of);
end $$;

create function public.task_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', t.organisation_id, 'title', t.title, 'body', t.notes, 'siteId', t.site_id,
    'status', t.status, 'madeBy', t.created_by, 'at', coalesce(t.completed_at, t.due, t.created_at),
    'people', coalesce((select jsonb_agg(x) from (
      select t.completed_by x where t.completed_by is not null
      union select a.person_id from public.task_assignees a where a.task_id = t.id) y), jsonb_build_array(t.created_by)))
  from public.tasks t where t.id = p_id and t.deleted_at is null
$$;

create function public.task_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.task_json(t) from public.tasks t where t.id = p_id $$;

create function public.list_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', l.organisation_id, 'title', l.name,
    'body', (select string_agg(concat_ws(' ', i.quantity, i.unit, i.text), ', ' order by i.position) from public.list_items i where i.list_id = l.id),
    'seenBy', case when l.private then l.created_by end, 'at', l.updated_at, 'people', jsonb_build_array(l.created_by))
  from public.lists l where l.id = p_id and l.deleted_at is null
$$;

create function public.list_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.list_json(l) from public.lists l where l.id = p_id $$;

create function public.reminder_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', r.organisation_id, 'title', r.title, 'siteId', r.site_id, 'madeBy', r.created_by,
    'status', case when r.status = 'pending' then 'open' else 'done' end, 'at', coalesce(r.sent_at, r.due),
    'people', (select jsonb_agg(a.person_id) from public.reminder_people a where a.reminder_id = r.id))
  from public.reminders r where r.id = p_id and r.deleted_at is null and r.status <> 'cancelled'
$$;

create function public.reminder_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.reminder_json(r) from public.reminders r where r.id = p_id $$;

create function public.report_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', r.organisation_id, 'title', left(regexp_replace(r.text, '\s+', ' ', 'g'), 80),
    'body', concat_ws(E'\n', case when length(r.text) > 80 then r.text end,
      (select string_agg(concat_ws(' ', x ->> 'name', x ->> 'value', x ->> 'unit'), ', ') from jsonb_array_elements(r.readings) x),
      (select string_agg(concat_ws(' ', x ->> 'name', x ->> 'status'), ', ') from jsonb_array_elements(r.equipment) x)),
    'siteId', r.site_id, 'status', 'done', 'madeBy', r.author_id, 'at', r.observed_at, 'people', jsonb_build_array(r.author_id))
  from public.reports r where r.id = p_id and r.deleted_at is null
$$;

create function public.report_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.report_json(r) from public.reports r where r.id = p_id $$;

create function public.person_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', p.organisation_id, 'title', p.name, 'body', array_to_string(p.aliases, ', '),
    'at', p.created_at, 'people', jsonb_build_array(p.id))
  from public.people p where p.id = p_id and p.deleted_at is null
$$;

create function public.person_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.person_json(p) from public.people p where p.id = p_id $$;

create function public.site_described(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('organisationId', s.organisation_id, 'title', s.name, 'body', array_to_string(s.aliases, ', '),
    'siteId', s.id, 'at', s.created_at)
  from public.sites s where s.id = p_id and s.deleted_at is null
$$;

create function public.site_found(p_id uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$ select public.site_json(s) from public.sites s where s.id = p_id $$;

insert into public.searchable (entity, described_by, shown_by) values
  ('task', 'task_described', 'task_found'), ('list', 'list_described', 'list_found'),
  ('reminder', 'reminder_described', 'reminder_found'), ('report', 'report_described', 'report_found'), ('person', 'person_described', 'person_found'),
  ('site', 'site_described', 'site_found');
select public.make_searchable('task', 'tasks'), public.make_searchable('task', 'task_assignees', 'task_id'),
  public.make_searchable('list', 'lists'), public.make_searchable('list', 'list_items', 'list_id'),
  public.make_searchable('reminder', 'reminders'), public.make_searchable('reminder', 'reminder_people', 'reminder_id'),
  public.make_searchable('report', 'reports'), public.make_searchable('person', 'people'), public.make_searchable('site', 'sites');

alter table public.searchable enable row level security;
alter table public.search_entries enable row level security;
alter table public.search_words enable row level security;

revoke all on public.searchable, public.search_entries, public.search_words from anon, authenticated;
grant select, insert, update, delete on public.searchable, public.search_entries, public.search_words to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

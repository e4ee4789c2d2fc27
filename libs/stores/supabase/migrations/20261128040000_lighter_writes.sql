-- What every write does, at less cost: what is static is planned once, and what is not there is not asked for.

-- Without a `set`, so that PostgreSQL puts its expression in the place of the call; it names nothing outside of pg_catalog.
-- replaces instant, from 20261128000000
create or replace function public.instant(p timestamptz) returns text
language sql stable security invoker as $$
  select pg_catalog.to_char(p at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The tables most often pointed at are asked by statements that are planned once.
-- replaces of_one_organisation, from 20261128000000
create or replace function public.of_one_organisation() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare v jsonb := to_jsonb(new); org uuid := new.organisation_id; theirs uuid; x uuid; i int := 0;
begin
  while i < tg_nargs loop
    x := v ->> tg_argv[i];
    if x is not null then
      if tg_argv[i + 1] = 'people' then
        select organisation_id into theirs from public.people where id = x;
      elsif tg_argv[i + 1] = 'sites' then
        select organisation_id into theirs from public.sites where id = x;
      elsif tg_argv[i + 1] = 'lists' then
        select organisation_id into theirs from public.lists where id = x;
      elsif tg_argv[i + 1] = 'tasks' then
        select organisation_id into theirs from public.tasks where id = x;
      else
        execute format('select organisation_id from public.%I where id = $1', tg_argv[i + 1]) into theirs using x;
      end if;
      org := coalesce(org, theirs);
      -- one that is nowhere is the foreign key's business
      if theirs is distinct from org and theirs is not null then
        raise sqlstate 'PT404' using message = 'There is nothing with the id ' || x;
      end if;
    end if;
    i := i + 2;
  end loop;
  new.organisation_id := org;
  return new;
end $$;

-- replaces give_ref, from 20261128000000
create or replace function public.give_ref() returns trigger
language plpgsql security definer set search_path = '' set client_min_messages = warning as $$
declare
  name text := tg_table_name || '_of_' || replace(new.organisation_id::text, '-', ''); last int;
  numbers regclass := to_regclass('refs.' || name);
begin
  if numbers is null then
    perform pg_advisory_xact_lock(hashtextextended('refs.' || name, 11));
    execute format('select coalesce(max(ref), 0) from public.%I where organisation_id = $1', tg_table_name)
    into last using new.organisation_id;
    execute format('create sequence if not exists refs.%I as int start %s', name, last + 1);
    numbers := to_regclass('refs.' || name);
  end if;
  new.ref := nextval(numbers);
  return new;
end $$;

-- Most tasks have nothing below them and wait for nothing.
-- replaces task_json, from 20261128000600
create or replace function public.task_json(t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'ref', t.ref, 'title', t.title, 'notes', t.notes, 'status', t.status, 'priority', t.priority,
    'due', public.instant(t.due), 'dueHasTime', t.due_has_time, 'timeZone', t.time_zone,
    'recurrence', t.recurrence, 'recurrenceFrom', t.recurrence_from, 'startsAt', public.instant(t.starts_at),
    'assignees', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by a.position, p.name)
      from public.task_assignees a join public.people p on p.id = a.person_id where a.task_id = t.id), '[]'),
    'site', (select jsonb_build_object('id', s.id, 'name', s.name) from public.sites s where s.id = t.site_id),
    'parentId', t.parent_id, 'parentRef', (select ref from public.tasks where id = t.parent_id),
    'progress', case when exists (select 1 from public.tasks c where c.parent_id = t.id)
      then public.progress_of(t.id) else '{"done": 0, "total": 0}' end,
    'blockedBy', case when exists (select 1 from public.task_blockers b where b.task_id = t.id)
      then public.blockers_of(t.id) else '[]' end,
    'createdBy', (select jsonb_build_object('id', p.id, 'name', p.name) from public.people p where p.id = t.created_by),
    'completedAt', public.instant(t.completed_at),
    'source', jsonb_build_object('source', t.source, 'messageId', t.message_id),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

-- replaces reminder_json, from 20261128000900
create or replace function public.reminder_json(r public.reminders) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', r.id, 'ref', r.ref, 'title', r.title, 'due', public.instant(r.due), 'timeZone', r.time_zone,
    'recurrence', r.recurrence, 'status', r.status,
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name)
      from public.reminder_people x join public.people p on p.id = x.person_id where x.reminder_id = r.id), '[]'),
    'site', (select jsonb_build_object('id', s.id, 'name', s.name) from public.sites s where s.id = r.site_id),
    'createdBy', (select jsonb_build_object('id', p.id, 'name', p.name) from public.people p where p.id = r.created_by),
    'source', jsonb_build_object('source', r.source, 'messageId', r.message_id),
    'createdAt', public.instant(r.created_at), 'updatedAt', public.instant(r.updated_at), 'version', r.version)
$$;

-- replaces item_json, from 20261128000800
create or replace function public.item_json(i public.list_items) returns jsonb
language sql stable security invoker as $$
  select pg_catalog.jsonb_build_object('id', i.id, 'position', i.position, 'text', i.text, 'quantity', i.quantity,
    'unit', i.unit, 'checked', i.checked_at is not null, 'checkedAt', public.instant(i.checked_at),
    'checkedBy', case when i.checked_by is not null then public.person_ref(i.checked_by) end)
$$;

-- Words: of what is plain ASCII nothing has to be normalized.

-- replaces folded, from 20261128001400
create or replace function public.folded(t text) returns text
language plpgsql immutable parallel safe security invoker set search_path = '' as $$
begin
  if octet_length(t) = length(t) then return lower(t); end if;
  return replace(replace(replace(translate(regexp_replace(normalize(lower(t), nfd), '[\u0300-\u036f]', '', 'g'), 'øłđ', 'old'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe');
end $$;

-- replaces words_of, from 20261128001400
create or replace function public.words_of(t text) returns text[]
language plpgsql immutable parallel safe security invoker set search_path = '' as $$
declare
  plain text := case when octet_length(t) = length(t) then t else normalize(t, nfc) end;
  spaced text := btrim(regexp_replace(lower(plain), '[^[:alnum:]]+', ' ', 'g'));
  words text[] := string_to_array(spaced, ' ');
begin
  -- nothing in a short text is longer than a word may be
  if length(spaced) > 60 then words := array(select left(w, 60) from unnest(words) with ordinality u (w, o) order by o); end if;
  return coalesce(words, '{}');
end $$;

-- replaces learn_words, from 20261128001400
create or replace function public.learn_words(org uuid, p_words text[]) returns void
language plpgsql security invoker set search_path = '' as $$
declare unknown text[];
begin
  -- looked at first, because nearly every word is known
  unknown := array(select distinct w from unnest(p_words) w where length(w) > 2 and w ~ '[[:alpha:]]'
    and not exists (select 1 from public.search_words v where v.organisation_id = org and v.word = w));
  if unknown = '{}' then return; end if;
  -- in order, so that two never wait for each other
  insert into public.search_words (organisation_id, word, folded, stems)
  select org, w, public.folded(w), public.stems_of(w) from unnest(unknown) w order by w on conflict do nothing;
end $$;

-- An entry is made by the triggers of its record alone: whose it is, and of what kind, is held there.
alter table public.search_entries drop constraint search_entries_organisation_id_fkey, drop constraint search_entries_entity_fkey;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

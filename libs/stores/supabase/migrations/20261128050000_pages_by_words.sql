-- Words that neither few nor most records have: the newest of them are found by looking back further and further, and a page
-- of tasks or reminders asked for by such a word is whole, however many have it.

-- replaces search_part, from 20261126080100
-- One part of a question: {exact, wide, forms, guesses}; nothing when it narrows nothing. Several words are a phrase.
create or replace function public.search_part(org uuid, a jsonb, p_plain boolean) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare ws text[] := public.words_of(a ->> 'text'); f record; exact text;
begin
  if cardinality(ws) = 0 or (cardinality(ws) = 1 and not p_plain and public.stems_of(ws[1]) = '{}') then return null; end if;
  if cardinality(ws) > 1 then
    exact := (select '(' || string_agg(public.quoted_word(public.folded(x)), ' <-> ' order by o) || ')' from unnest(ws) with ordinality u (x, o));
    return jsonb_build_object('exact', exact, 'wide', exact, 'forms', (select jsonb_agg(public.folded(x)) from unnest(ws) x), 'guesses', '[]'::jsonb);
  end if;
  select * into f from public.search_forms(org, ws[1]);
  return jsonb_build_object('exact', public.any_word(f.same), 'wide', public.any_or_beginning(org, f.same || f.alike, public.folded(ws[1])),
    'forms', to_jsonb(f.same), 'guesses', to_jsonb(f.alike));
end $$;

-- Any of these words or one that begins with `w`, as a query: from the vocabulary, because an index reads known words faster than beginnings.
create function public.any_or_beginning(org uuid, p_words text[], w text) returns text
language plpgsql stable security invoker set search_path = '' as $$
declare longer text[];
begin
  -- 17 is no beginning of 1703
  if length(w) < 3 or w !~ '[[:alpha:]]' then return public.any_word(p_words); end if;
  longer := array(select distinct v.folded from public.search_words v where v.organisation_id = org and v.folded like w || '%' limit 41);
  if cardinality(longer) > 40 then return public.any_word(p_words) || ' | ' || public.quoted_word(w) || ':*'; end if;
  return public.any_word(array(select unnest(p_words) union select unnest(longer)));
end $$;

-- replaces search_by_index, from 20261127080100
drop function public.search_by_index(jsonb, tsquery, int, boolean);
-- The newest entries that fit, by the index of words.
create function public.search_by_index(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare ids bigint[];
begin
  execute format('select array(select e.seq from public.search_entries e where %s and %s order by e.seq desc limit $3)',
    public.search_indexed(p, q), public.search_conditions(p)) into ids using p, q, most;
  return ids;
end $$;

-- Those of the newest `among` entries, narrowed by all but words, that fit.
create function public.search_among(p jsonb, q tsquery, among int, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[];
begin
  execute format('select array(select y.seq from (select e.seq, e.words from public.search_entries e where %s order by e.seq desc limit $3) y
    where y.words @@ $2 order by y.seq desc limit $4)', public.search_conditions(p)) into ids using p, q, among, most;
  return ids;
end $$;

-- replaces search_newest, from 20261127080100
-- The newest entries that fit. How common the words are is seen from a few hundred of the newest: common ones are met soon by going
-- back, of others the index knows few. A site's or a person's are few, too.
create or replace function public.search_newest(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' as $$
begin
  if not p ?| array['siteId', 'personId'] and cardinality(public.search_among(p, q, 600, most)) >= 20 then
    return public.search_among(p, q, 3000, most);
  end if;
  return public.search_by_index(p, q, most);
end $$;

-- replaces search_latest, from 20261127080100
create or replace function public.search_latest(p jsonb, most int) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[]; hits jsonb; q jsonb := p;
begin
  if p ? 'after' then
    q := p || jsonb_build_object('to', least((p ->> 'to')::timestamptz, timestamptz 'epoch'
      + ((p -> 'after' ->> 'micros')::bigint + 1) * interval '1 microsecond'));
  end if;
  -- of several at the very same moment, those after the place
  -- a site has an index by time of its own
  if p ? 'personId' then ids := public.search_few(q); end if;
  execute format('select coalesce(jsonb_agg(jsonb_build_object(''seq'', y.seq, ''score'', 0, ''micros'', y.micros) order by y.at desc, y.seq desc), ''[]'') from (
    select e.seq, e.at, (extract(epoch from e.at) * 1000000)::bigint micros from public.search_entries e where %s %s
    order by e.at desc, e.seq desc limit $2) y',
    case when ids is null then public.search_conditions(q) else 'e.seq = any ($3)' end,
    case when p ? 'after' then 'and (e.at, e.seq) < (timestamptz ''epoch'' + ($1 -> ''after'' ->> ''micros'')::bigint * interval ''1 microsecond'',
      ($1 -> ''after'' ->> ''seq'')::bigint)' end) into hits using q, most, ids;
  return hits;
end $$;

-- A person's or a site's entries that fit, when they are few; null when going back by time finds a page of them sooner.
create function public.search_few(p jsonb) returns bigint[]
language plpgsql stable security invoker set search_path = '' set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare ids bigint[]; n int; too_many int := 200;
begin
  execute format('with few as materialized (
      select e.seq, e.organisation_id, e.entity, e.site_id, e.status, e.at, e.people, e.made_by, e.seen_by from public.search_entries e where %s limit $2)
    select (select count(*) from few), array(select e.seq from few e where %s)', public.search_indexed(p, null), public.search_conditions(p))
  into n, ids using p, too_many;
  return case when n < too_many then ids end;
end $$;

-- replaces fitting_words, from 20261127090000 (there is none from here on)
drop function public.fitting_words(jsonb, text, int);
-- Those of the first `among` records in the order of the page whose words fit, and whether there were no more records than that.
create function public.fitting_among(p jsonb, sites uuid[], p_entity text, conditions text, sorted text, q tsquery, among int, most int, out ids uuid[], out all_of_them boolean)
language plpgsql stable security invoker set search_path = '' as $$
begin
  execute format('with first as materialized (select t.id, row_number() over (order by %2$s) o from public.%3$I t where %1$s order by %2$s limit $5)
    select array(select y.id from first y where (select e.words @@ $4 from public.search_entries e where e.entity = $3 and e.record_id = y.id)
      order by y.o limit $6), (select count(*) from first) < $5', conditions, sorted, p_entity || 's')
  into ids, all_of_them using p, sites, p_entity, q, among, most;
end $$;

-- The records among which a page is, when it was asked for by words (p: {query: words}, read as search reads them); null for all.
create function public.fitting_page(p jsonb, sites uuid[], p_entity text, conditions text, sorted text, p_needed int) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare wide text; q tsquery; f record; narrow jsonb;
begin
  if not p ? 'query' then return null; end if;
  wide := public.search_expanded(jsonb_build_object('organisationId', p -> 'organisationId', 'terms', (
    select jsonb_agg(jsonb_build_array(jsonb_build_object('text', w))) from jsonb_array_elements_text(p -> 'query') w))) ->> 'wide';
  -- what holds no word at all ("%_", an emoji) is looked for as it is written
  if wide = '' then
    return array(select e.record_id from public.search_entries e
      where e.organisation_id = (p ->> 'organisationId')::uuid and e.entity = p_entity
        and (select bool_and(e.title like '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w));
  end if;
  q := wide::tsquery;
  narrow := jsonb_build_object('organisationId', p -> 'organisationId', 'viewerId', p -> 'viewerId', 'entity', p_entity);
  -- what is most like the words is looked for among the newest
  if p ->> 'order' = 'likeness' then
    return array(select e.record_id from unnest(public.search_newest(narrow, q, 200)) s join public.search_entries e on e.seq = s);
  end if;
  -- a site's or a person's are few, and the index of words knows them; so it does the words that few records have
  if not p ?| array['siteId', 'assigneeId', 'personId'] then
    select * into f from public.fitting_among(p, sites, p_entity, conditions, sorted, q, 150, null);
    if f.all_of_them then return f.ids; end if;
    if cardinality(f.ids) >= 4 then
      select * into f from public.fitting_among(p, sites, p_entity, conditions, sorted, q, 1500, p_needed);
      if cardinality(f.ids) >= p_needed or f.all_of_them then return f.ids; end if;
    end if;
  end if;
  narrow := jsonb_strip_nulls(narrow || jsonb_build_object('siteId', p -> 'siteId', 'personId', coalesce(p -> 'assigneeId', p -> 'personId')));
  return array(select e.record_id from unnest(public.search_by_index(narrow, q, null)) s join public.search_entries e on e.seq = s);
end $$;

-- One page of the tasks or the reminders, as the API shows them. `conditions` and `sorted` are over t, $1 (what was asked) and $2 (the viewer's sites).
create function public.page_of(p jsonb, sites uuid[], p_entity text, conditions text, sorted text) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); ids uuid[];
begin
  ids := public.fitting_page(p, sites, p_entity, conditions, sorted, lim + 1);
  -- the page first, and only its rows as the API shows them
  execute format('select coalesce(jsonb_agg(public.%1$I(x.t) order by x.o), ''[]'') from (
    select t, row_number() over (order by %2$s) o from public.%3$I t where %4$s order by %2$s limit $4) x',
    p_entity || '_json', sorted, p_entity || 's', concat_ws(' and ', conditions, case when ids is not null then 't.id = any ($3)' end))
  into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

-- replaces task_conditions, from 20261128000650
create or replace function public.task_conditions(p jsonb, sites uuid[]) returns text
language sql immutable security invoker set search_path = '' as $$
  select concat_ws(' and ', 't.organisation_id = ($1 ->> ''organisationId'')::uuid', 't.deleted_at is null',
    case when sites is not null then '(t.site_id is null or t.site_id = any ($2) or t.created_by = ($1 ->> ''viewerId'')::uuid or exists (
      select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = ($1 ->> ''viewerId'')::uuid))' end,
    case when p ? 'id' then 't.id = ($1 ->> ''id'')::uuid' end,
    case when p ? 'refs' then 't.ref = any (array(select r::int from jsonb_array_elements_text($1 -> ''refs'') r))' end,
    -- what repeats was done, and is open again
    case when coalesce(p ->> 'status', 'all') <> 'all' and not p ? 'completedFrom' then format('t.status = %L', p ->> 'status') end,
    case when p ? 'siteId' then 't.site_id = ($1 ->> ''siteId'')::uuid' end,
    case when p ? 'parentId' then 't.parent_id = ($1 ->> ''parentId'')::uuid' end,
    case when p ? 'assigneeId' then 'exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = ($1 ->> ''assigneeId'')::uuid)' end,
    case when p ? 'beforeRef' then 't.ref < ($1 ->> ''beforeRef'')::int' end,
    case when p ? 'dueFrom' then 't.due >= ($1 ->> ''dueFrom'')::timestamptz' end,
    case when p ? 'dueBefore' then 't.due < ($1 ->> ''dueBefore'')::timestamptz' end,
    -- a day is over when it is over; `overdueDay` is the beginning of today
    case when p ? 'overdueAt' then 't.status = ''open'' and t.due < ($1 ->> ''overdueAt'')::timestamptz
      and (t.due_has_time or t.due < ($1 ->> ''overdueDay'')::timestamptz)' end,
    case when p ? 'priorities' then 't.priority = any (array(select jsonb_array_elements_text($1 -> ''priorities'')))' end,
    case when (p ->> 'unassigned')::boolean then 'not exists (select 1 from public.task_assignees a where a.task_id = t.id)' end,
    case when (p ->> 'blocked')::boolean then 't.status = ''open'' and exists (select 1 from public.task_blockers w
      join public.tasks b on b.id = w.blocker_id where w.task_id = t.id and b.status = ''open'' and b.deleted_at is null)' end,
    case when p ? 'completedFrom' then 't.completed_at >= ($1 ->> ''completedFrom'')::timestamptz' end,
    case when p ? 'completedBefore' then 't.completed_at < ($1 ->> ''completedBefore'')::timestamptz' end)
$$;

-- replaces show_tasks, from 20261127080100
create or replace function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
begin
  return public.page_of(p, sites, 'task', public.task_conditions(p, sites),
    case p ->> 'order' when 'likeness' then 'extensions.word_similarity($1 ->> ''queryText'', t.title) desc, t.ref desc'
      when 'due' then 't.due, t.ref desc' else 't.ref desc' end);
end $$;

-- replaces show_reminders, from 20261126080200
create or replace function public.show_reminders(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
begin
  return public.page_of(p, sites, 'reminder', concat_ws(' and ', 't.organisation_id = ($1 ->> ''organisationId'')::uuid', 't.deleted_at is null',
    case when sites is not null then '(t.site_id is null or t.site_id = any ($2) or t.created_by = ($1 ->> ''viewerId'')::uuid or exists (
      select 1 from public.reminder_people x where x.reminder_id = t.id and x.person_id = ($1 ->> ''viewerId'')::uuid))' end,
    case when p ? 'id' then 't.id = ($1 ->> ''id'')::uuid' end,
    case when p ? 'refs' then 't.ref = any (array(select x::int from jsonb_array_elements_text($1 -> ''refs'') x))' end,
    case when p ? 'status' then format('t.status = %L', p ->> 'status') end,
    case when p ? 'personId' then 'exists (select 1 from public.reminder_people x where x.reminder_id = t.id and x.person_id = ($1 ->> ''personId'')::uuid)' end,
    case when p ? 'beforeRef' then 't.ref < ($1 ->> ''beforeRef'')::int' end),
    case p ->> 'order' when 'due' then 't.due, t.ref desc' else 't.ref desc' end);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

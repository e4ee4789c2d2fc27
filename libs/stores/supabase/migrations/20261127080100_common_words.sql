-- Common words: what a question is narrowed by is looked up together with its words, and only what few entries have is
-- read by the index; of what many have, the newest are found sooner by going back from the newest.
drop index public.search_entries_by_words;
drop index public.search_entries_by_people;
create index search_entries_by_words on public.search_entries using gin (words, people, (array[site_id])) with (fastupdate = off);

-- What the index of words can narrow by itself, as conditions over $1 and the query $2.
create function public.search_indexed(p jsonb, q tsquery) returns text
language sql immutable security invoker set search_path = '' as $$
  select concat_ws(' and ', case when q is not null then 'e.words @@ $2' end,
    case when p ? 'siteId' then 'array[e.site_id] @> array[($1 ->> ''siteId'')::uuid]' end,
    case when p ? 'personId' then 'e.people @> array[($1 ->> ''personId'')::uuid]' end)
$$;

-- The entries that fit, by that index alone; null when there are too many for that. `by_time`: latest rather than newest first.
drop function public.search_by_index(jsonb, tsquery, int);
create function public.search_by_index(p jsonb, q tsquery, most int, by_time boolean) returns bigint[]
language plpgsql stable security invoker set search_path = '' set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare ids bigint[]; n int; narrow text := public.search_indexed(p, q);
  -- going back by time finds a page of few of them sooner than the newest hundreds to be ranked
  too_many int := case when by_time then 200 else 1000 end;
begin
  if narrow = '' then return null; end if;
  execute format('with few as materialized (
      select e.seq, e.organisation_id, e.entity, e.site_id, e.status, e.at, e.people, e.made_by, e.seen_by from public.search_entries e where %s limit $3)
    select (select count(*) from few), array(select e.seq from few e where %s order by %s limit $4)',
    narrow, public.search_conditions(p), case when by_time then 'e.at desc, e.seq desc' else 'e.seq desc' end)
  into n, ids using p, q, too_many, most;
  return case when n < too_many then ids end;
end $$;

create or replace function public.search_newest(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[] := public.search_by_index(p, q, most, false);
begin
  if ids is not null then return ids; end if;
  execute format('select array(select e.seq from public.search_entries e where %s and e.words @@ $2 order by e.seq desc limit $3)',
    public.search_conditions(p)) into ids using p, q, most;
  return ids;
end $$;

-- Candidates by two readings of the same words, each ranked by itself, joined by reciprocal rank: [{seq, score}], best first.
-- Where the words themselves bring enough, nobody looks for what only looks like them.
create or replace function public.search_fused(p jsonb, exact text, wide text, candidates int) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare hits jsonb; by_exact bigint[]; by_wide bigint[];
begin
  if exact = '' then return '[]'; end if;
  by_exact := public.search_newest(p, exact::tsquery, candidates);
  if cardinality(by_exact) < candidates then by_wide := public.search_newest(p, wide::tsquery, candidates); end if;
  select coalesce(jsonb_agg(jsonb_build_object('seq', z.seq, 'score', round(z.score, 6)) order by z.score desc, z.seq desc), '[]') into hits from (
    select y.seq, sum(1.0 / (60 + y.place)) score from (
      select e.seq, row_number() over (partition by r.n order by ts_rank('{0, 0, 0.3, 1}', e.words, r.reading, 1) desc, e.seq desc) place
      from (values (1, exact::tsquery, by_exact), (2, wide::tsquery, by_wide)) r (n, reading, ids), unnest(r.ids) f (seq)
      join public.search_entries e on e.seq = f.seq) y
    group by y.seq) z;
  return hits;
end $$;

-- Without words: the latest of what is left by the rest, from a place on.
create function public.search_latest(p jsonb, most int) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[]; hits jsonb; q jsonb := p;
begin
  if p ? 'after' then
    q := p || jsonb_build_object('to', least((p ->> 'to')::timestamptz, timestamptz 'epoch'
      + ((p -> 'after' ->> 'micros')::bigint + 1) * interval '1 microsecond'));
  end if;
  -- of several at the very same moment, those after the place
  -- a site has an index by time of its own
  if p ? 'personId' then ids := public.search_by_index(q, null, 2147483647, true); end if;
  execute format('select coalesce(jsonb_agg(jsonb_build_object(''seq'', y.seq, ''score'', 0, ''micros'', y.micros) order by y.at desc, y.seq desc), ''[]'') from (
    select e.seq, e.at, (extract(epoch from e.at) * 1000000)::bigint micros from public.search_entries e where %s %s
    order by e.at desc, e.seq desc limit $2) y',
    case when ids is null then public.search_conditions(q) else 'e.seq = any ($3)' end,
    case when p ? 'after' then 'and (e.at, e.seq) < (timestamptz ''epoch'' + ($1 -> ''after'' ->> ''micros'')::bigint * interval ''1 microsecond'',
      ($1 -> ''after'' ->> ''seq'')::bigint)' end) into hits using q, most, ids;
  return hits;
end $$;

create or replace function public.search_find(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  lim int := least(coalesce((p ->> 'limit')::int, 20), 100); x jsonb; q jsonb := p; hits jsonb; closest boolean := false; upto bigint;
  -- how many candidates each way of reading brings at most: the newest
  candidates int := 200;
begin
  upto := coalesce((p -> 'after' ->> 'upto')::bigint, (select max(seq) from public.search_entries), 0);
  q := p || jsonb_build_object('upto', upto);
  if jsonb_array_length(coalesce(p -> 'terms', '[]')) = 0 then
    return jsonb_build_object('items', public.search_shown(public.search_latest(q, lim + 1), '[]'), 'limit', lim, 'upto', upto,
      'forms', '[]'::jsonb, 'guesses', '[]'::jsonb);
  end if;
  x := public.search_expanded(p);
  hits := public.search_fused(q, x ->> 'exact', x ->> 'wide', candidates);
  if hits = '[]' and (x ->> 'several')::boolean and x ->> 'any' <> '' then
    closest := true;
    hits := public.search_fused(q, x ->> 'any', x ->> 'any', candidates);
  end if;
  select coalesce(jsonb_agg(h || jsonb_build_object('place', o) order by o), '[]') into hits from (
    select h, o from jsonb_array_elements(hits) with ordinality u (h, o)
    where not p ? 'after' or o > coalesce((
      select o2 from jsonb_array_elements(hits) with ordinality u2 (h2, o2) where h2 -> 'seq' = p -> 'after' -> 'seq'),
      (p -> 'after' ->> 'place')::int)
    order by o limit lim + 1) y;
  return jsonb_build_object('items', public.search_shown(hits, x -> 'forms' || (x -> 'guesses')), 'limit', lim, 'upto', upto,
    'forms', x -> 'forms', 'guesses', x -> 'guesses') || case when closest then '{"closest": true}' else '{}' end::jsonb;
end $$;

-- A number is no typing mistake of another one: unit 12 is not unit 13.
create or replace function public.search_forms(org uuid, w text, out same text[], out alike text[])
language plpgsql stable security invoker set search_path = '' as $$
declare f text := public.folded(w); roots text[] := public.stems_of(w); known boolean;
begin
  same := array(select x from (
    select f x union
    (select v.folded from public.search_words v where v.organisation_id = org and v.stems && roots limit 40)) y);
  known := exists (select 1 from public.search_words v where v.organisation_id = org and v.word in (w, f));
  alike := case when length(f) < 4 or f ~ '[0-9]' then '{}' else array(
    select y.folded from (
      select distinct v.folded, extensions.similarity(v.folded, f) s from public.search_words v
      where v.organisation_id = org and v.folded operator(extensions.%) f) y
    where y.s >= case when known then 0.6 else 0.4 end and y.folded <> all (same) and y.folded !~ '[0-9]'
    order by y.s desc, y.folded limit 8) end;
end $$;

-- Tasks by words: of a very common word the newest few hundred, which is what a page can be made of as fast as ever.
create or replace function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'task', case when p ->> 'order' = 'likeness' then 200 else 400 end);
  sorted := case p ->> 'order' when 'likeness' then 'extensions.word_similarity($1 ->> ''queryText'', t.title) desc, t.ref desc'
    when 'due' then 't.due, t.ref desc' else 't.ref desc' end;
  -- the page first, and only its rows as the API shows them
  execute format('select coalesce(jsonb_agg(public.task_json(x.t) order by x.o), ''[]'') from (
    select t, row_number() over (order by %1$s) o from public.tasks t where %2$s order by %1$s limit $4) x',
    sorted, public.task_conditions(p, sites)) into found using p, sites, ids, lim + 1;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

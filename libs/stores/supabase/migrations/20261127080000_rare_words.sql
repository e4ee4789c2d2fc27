-- Rare words and words that nothing has cost as little with many records: PostgreSQL cannot tell how rare a word is that is not
-- among the most common ones, and would rather look through all records, newest first.

-- The newest entries that fit, by the index of words alone; null when there are too many for that.
create function public.search_by_index(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
declare ids bigint[]; n int;
  -- reading so many by the index costs about as much as looking through the newest of words that are more common still
  too_many int := 8000;
begin
  execute format('select array_agg(x.seq order by x.seq desc), count(*) from (
    select e.seq from public.search_entries e where %s and e.words @@ $2 limit $3) x', public.search_conditions(p))
  into ids, n using p, q, too_many;
  return case when n < too_many then coalesce(ids[1:most], '{}') end;
end $$;

-- The newest entries that fit, however common their words are.
create function public.search_newest(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[] := public.search_by_index(p, q, most);
begin
  if ids is not null then return ids; end if;
  execute format('select array(select e.seq from public.search_entries e where %s and e.words @@ $2 order by e.seq desc limit $3)',
    public.search_conditions(p)) into ids using p, q, most;
  return ids;
end $$;

-- Candidates by two readings of the same words, each ranked by itself, joined by reciprocal rank: [{seq, score}], best first.
create or replace function public.search_fused(p jsonb, exact text, wide text, candidates int) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare hits jsonb;
begin
  if exact = '' then return '[]'; end if;
  select coalesce(jsonb_agg(jsonb_build_object('seq', z.seq, 'score', round(z.score, 6)) order by z.score desc, z.seq desc), '[]') into hits from (
    select y.seq, sum(1.0 / (60 + y.place)) score from (
      select e.seq, row_number() over (partition by r.n order by ts_rank('{0, 0, 0.3, 1}', e.words, r.reading::tsquery, 1) desc, e.seq desc) place
      from (values (1, exact), (2, wide)) r (n, reading), unnest(public.search_newest(p, r.reading::tsquery, candidates)) f (seq)
      join public.search_entries e on e.seq = f.seq) y
    group by y.seq) z;
  return hits;
end $$;

create or replace function public.fitting_words(p jsonb, p_entity text, p_most int) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare wide text; ids bigint[];
begin
  if not p ? 'query' then return null; end if;
  wide := public.search_expanded(jsonb_build_object('organisationId', p -> 'organisationId', 'terms', (
    select jsonb_agg(jsonb_build_array(jsonb_build_object('text', w))) from jsonb_array_elements_text(p -> 'query') w))) ->> 'wide';
  if wide = '' then return '{}'; end if;
  ids := public.search_newest(jsonb_build_object('organisationId', p -> 'organisationId', 'viewerId', p -> 'viewerId', 'entity', p_entity), wide::tsquery, p_most);
  return array(select e.record_id from public.search_entries e where e.seq = any (ids));
end $$;

-- Tasks by words: of a very common word the newest thousand, which is what a page can be made of as fast as ever.
create or replace function public.show_tasks(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200); sites uuid[]; ids uuid[]; sorted text;
begin
  sites := public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid);
  ids := public.fitting_words(p, 'task', case when p ->> 'order' = 'likeness' then 200 else 1000 end);
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

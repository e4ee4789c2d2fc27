-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Finding: a few hundred candidates by each way of reading the question, fused by their ranks. What a question is narrowed
-- by is looked up together with its words; only what few entries have is read by the index, and of what many have, the
-- newest are found sooner by going back from the newest.

-- Which entries are meant and may be seen, as conditions over $1. Written out because only what is asked for may cost something.
-- p: {organisationId, viewerId, entity?, siteId?, personId?, status?, from?, to?, upto?}
create function public.search_conditions(p jsonb) returns text
language sql stable security invoker set search_path = '' as $$
  select concat_ws(' and ', 'e.organisation_id = ($1 ->> ''organisationId'')::uuid',
    '(e.seen_by is null or e.seen_by = ($1 ->> ''viewerId'')::uuid)',
    -- of other people's sites only what is theirs or what they made
    case when public.sites_of((p ->> 'organisationId')::uuid, (p ->> 'viewerId')::uuid) is not null then
      '(e.site_id is null or e.site_id = any (public.sites_of(($1 ->> ''organisationId'')::uuid, ($1 ->> ''viewerId'')::uuid))
        or e.made_by = ($1 ->> ''viewerId'')::uuid or e.people @> array[($1 ->> ''viewerId'')::uuid])' end,
    case when p ? 'entity' then 'e.entity = $1 ->> ''entity''' end,
    case when p ? 'siteId' then 'e.site_id = ($1 ->> ''siteId'')::uuid' end,
    case when p ? 'personId' then 'e.people @> array[($1 ->> ''personId'')::uuid]' end,
    case when p ? 'status' then 'e.status = $1 ->> ''status''' end,
    case when p ? 'from' then 'e.at >= ($1 ->> ''from'')::timestamptz' end,
    case when p ? 'to' then 'e.at < ($1 ->> ''to'')::timestamptz' end,
    case when p ? 'upto' then 'e.seq <= ($1 ->> ''upto'')::bigint' end)
$$;

-- What the index of words can narrow by itself, as conditions over $1 and the query $2.
create function public.search_indexed(p jsonb, q tsquery) returns text
language sql immutable security invoker set search_path = '' as $$
  select concat_ws(' and ', case when q is not null then 'e.words @@ $2' end,
    case when p ? 'siteId' then 'array[e.site_id] @> array[($1 ->> ''siteId'')::uuid]' end,
    case when p ? 'personId' then 'e.people @> array[($1 ->> ''personId'')::uuid]' end)
$$;

create function public.quoted_word(w text) returns text
language sql immutable security invoker set search_path = '' as $$ select '''' || w || '''' $$;

-- What one word of a question may stand for: itself and its other forms (`same`), and what looks like it (`alike`). A number
-- is no typing mistake of another one: unit 12 is not unit 13.
create function public.search_forms(org uuid, w text, out same text[], out alike text[])
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

-- Any of these words, as a query.
create function public.any_word(p_words text[]) returns text
language sql immutable security invoker set search_path = '' as $$
  select '(' || string_agg(public.quoted_word(x), ' | ') || ')' from unnest(p_words) x
$$;

-- One part of a question: {exact, wide, forms, guesses}; nothing when it narrows nothing. Several words are a phrase.
create function public.search_part(org uuid, a jsonb, p_plain boolean) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare ws text[] := public.words_of(a ->> 'text'); f record; exact text; wide text;
begin
  if cardinality(ws) = 0 or (cardinality(ws) = 1 and not p_plain and public.stems_of(ws[1]) = '{}') then return null; end if;
  if cardinality(ws) > 1 then
    exact := (select '(' || string_agg(public.quoted_word(public.folded(x)), ' <-> ' order by o) || ')' from unnest(ws) with ordinality u (x, o));
    return jsonb_build_object('exact', exact, 'wide', exact, 'forms', (select jsonb_agg(public.folded(x)) from unnest(ws) x), 'guesses', '[]'::jsonb);
  end if;
  select * into f from public.search_forms(org, ws[1]);
  exact := public.any_word(f.same);
  wide := public.any_word(f.same || f.alike)
    || case when length(ws[1]) > 2 then ' | ' || public.quoted_word(public.folded(ws[1])) || ':*' else '' end;
  return jsonb_build_object('exact', exact, 'wide', wide, 'forms', to_jsonb(f.same), 'guesses', to_jsonb(f.alike));
end $$;

-- The words of a question, expanded. p -> 'terms': all of them wanted, each any of [{text, not?}].
-- `exact` holds the words and their forms, `wide` also beginnings and likenesses, `any` what is wanted at least one of.
create function public.search_expanded(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  org uuid := (p ->> 'organisationId')::uuid; term jsonb; a jsonb; part jsonb; plain boolean;
  e text[]; v text[]; exact text[] := '{}'; wide text[] := '{}'; loose text[] := '{}'; forms jsonb := '[]'; guesses jsonb := '[]';
begin
  -- a plain word like "the" narrows nothing, unless there is nothing else
  select coalesce(bool_and(public.stems_of(w) = '{}'), true) into plain
  from jsonb_array_elements(p -> 'terms') t, jsonb_array_elements(t) x, unnest(public.words_of(x ->> 'text')) w
  where not coalesce((x ->> 'not')::boolean, false);
  for term in select * from jsonb_array_elements(p -> 'terms') loop
    e := '{}'; v := '{}';
    for a in select * from jsonb_array_elements(term) loop
      part := public.search_part(org, a, plain);
      if part is null then continue; end if;
      if (a ->> 'not')::boolean then
        e := e || ('!(' || (part ->> 'exact') || ')'); v := v || ('!(' || (part ->> 'exact') || ')');
        continue;
      end if;
      e := e || (part ->> 'exact'); v := v || (part ->> 'wide'); loose := loose || (part ->> 'wide');
      forms := forms || (part -> 'forms'); guesses := guesses || (part -> 'guesses');
    end loop;
    if e <> '{}' then
      exact := exact || ('(' || array_to_string(e, ' | ') || ')');
      wide := wide || ('(' || array_to_string(v, ' | ') || ')');
    end if;
  end loop;
  return jsonb_build_object('exact', array_to_string(exact, ' & '), 'wide', array_to_string(wide, ' & '),
    'any', array_to_string(loose, ' | '), 'several', cardinality(exact) > 1, 'forms', forms, 'guesses', guesses);
end $$;

-- The entries that fit, by the index of words alone; null when there are too many for that. `by_time`: latest rather than newest first.
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

-- The newest entries that fit, however common their words are.
create function public.search_newest(p jsonb, q tsquery, most int) returns bigint[]
language plpgsql stable security invoker set search_path = '' as $$
declare ids bigint[] := public.search_by_index(p, q, most, false);
begin
  if ids is not null then return ids; end if;
  execute format('select array(select e.seq from public.search_entries e where %s and e.words @@ $2 order by e.seq desc limit $3)',
    public.search_conditions(p)) into ids using p, q, most;
  return ids;
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

-- Candidates by two readings of the same words, each ranked by itself, joined by reciprocal rank: [{seq, score}], best first.
-- Where the words themselves bring enough, nobody looks for what only looks like them.
create function public.search_fused(p jsonb, exact text, wide text, candidates int) returns jsonb
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

-- The best of what was asked for. p: the conditions and the terms above, limit, after?: {place | micros, seq, upto}.
-- Answers {items: [{entity, record, score, at, title, body, seq, place | micros}], limit, upto, forms, guesses, closest?}, one item more than
-- asked for when there are more. `upto`: later pages see no entry that came after the first.
create function public.search_find(p jsonb) returns jsonb
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

-- The records of hits, with the part of their text in which the words are.
create function public.search_shown(hits jsonb, forms jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare h record; r jsonb; items jsonb := '[]';
begin
  for h in
    select x.hit, e.entity, e.title, e.at, s.shown_by, e.record_id,
      case when length(e.body) <= 600 then e.body else substr(e.body, greatest(1, coalesce((
        select min(nullif(strpos(public.folded(e.body), f), 0)) from jsonb_array_elements_text(forms) f), 1) - 120), 600) end body
    from jsonb_array_elements(hits) with ordinality x (hit, o)
    join public.search_entries e on e.seq = (x.hit ->> 'seq')::bigint
    join public.searchable s on s.entity = e.entity order by x.o
  loop
    execute format('select public.%I($1)', h.shown_by) into r using h.record_id;
    items := items || (h.hit || jsonb_build_object('entity', h.entity, 'at', public.instant(h.at), 'title', h.title, 'body', h.body, 'record', r));
  end loop;
  return items;
end $$;

-- The newest records of a kind whose words fit a query as search reads it ({query: words}); null when no words were said.
-- What holds no word at all ("%_", an emoji) is looked for as it is written.
create function public.fitting_words(p jsonb, p_entity text, p_most int) returns uuid[]
language plpgsql stable security invoker set search_path = '' as $$
declare wide text; ids bigint[];
begin
  if not p ? 'query' then return null; end if;
  wide := public.search_expanded(jsonb_build_object('organisationId', p -> 'organisationId', 'terms', (
    select jsonb_agg(jsonb_build_array(jsonb_build_object('text', w))) from jsonb_array_elements_text(p -> 'query') w))) ->> 'wide';
  if wide = '' then
    return array(select e.record_id from public.search_entries e
      where e.organisation_id = (p ->> 'organisationId')::uuid and e.entity = p_entity
        and (select bool_and(e.title like '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
      order by e.seq desc limit p_most);
  end if;
  ids := public.search_newest(jsonb_build_object('organisationId', p -> 'organisationId', 'viewerId', p -> 'viewerId', 'entity', p_entity), wide::tsquery, p_most);
  return array(select e.record_id from public.search_entries e where e.seq = any (ids));
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

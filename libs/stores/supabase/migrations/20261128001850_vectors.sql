-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Vectors kept in the database itself: by default, and on Supabase while no Vectorize index is set. An exact scan.
-- pgvector does the arithmetic where it can be had; where it cannot, plain SQL does the same, slowly.

create table public.vector_index (
  -- there is one
  id boolean primary key default true check (id),
  dimensions int not null check (dimensions between 1 and 1536),
  -- by which properties of the metadata one may filter, and of which type they are: {"site": "string"}
  filterable jsonb not null default '{}'
);

create table public.vectors (
  id text primary key check (octet_length(id) between 1 and 64),
  namespace text not null default '' check (octet_length(namespace) <= 64),
  "values" real[] not null,
  metadata jsonb,
  -- what of the metadata could be filtered by when this was put
  filterable jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
create index vectors_of_namespace on public.vectors (namespace);

do $$ begin
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension if not exists vector with schema extensions;
    execute $f$ create function public.cosine(a real[], b real[]) returns float8
      language sql immutable parallel safe set search_path = '' as
      'select 1 - (a::extensions.vector operator(extensions.<=>) b::extensions.vector)' $f$;
  else
    execute $f$ create function public.cosine(a real[], b real[]) returns float8
      language sql immutable parallel safe set search_path = '' as
      'select sum(x::float8 * y) / sqrt(sum(x::float8 * x) * sum(y::float8 * y)) from unnest(a, b) u (x, y)' $f$;
  end if;
end $$;

-- p: {dimensions, filterable}. Makes the index, or adds to what may be filtered by; it keeps its dimensions.
create function public.prepare_vectors(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare n int;
begin
  insert into public.vector_index (dimensions, filterable) values ((p ->> 'dimensions')::int, p -> 'filterable')
  on conflict (id) do update set filterable = public.vector_index.filterable || excluded.filterable
  returning dimensions into n;
  if n <> (p ->> 'dimensions')::int then
    raise sqlstate 'PT409' using message = 'The index was made for ' || n || ' dimensions';
  end if;
  if (select count(*) from public.vector_index i, jsonb_object_keys(i.filterable)) > 10 then
    raise sqlstate 'PT422' using message = 'One may filter by 10 properties at most';
  end if;
end $$;

create function public.check_vector(v real[]) returns void
language plpgsql stable security invoker set search_path = '' as $$
declare n int := (select dimensions from public.vector_index);
begin
  if n is null then raise sqlstate 'PT404' using message = 'There is no index yet'; end if;
  if cardinality(v) <> n then
    raise sqlstate 'PT422' using message = 'The index has ' || n || ' dimensions, this vector has ' || cardinality(v);
  end if;
end $$;

create function public.floats(p jsonb) returns real[]
language sql immutable security invoker set search_path = '' as $$
  select array_agg(x::real order by o) from jsonb_array_elements_text(p) with ordinality u (x, o)
$$;

-- Of the metadata what may be filtered by, if it has the right type; of a text the beginning.
create function public.filterable_of(m jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(i.key, case when i.value = 'string' then to_jsonb(left(m ->> i.key, 64)) else m -> i.key end), '{}')
  from public.vector_index x, jsonb_each_text(x.filterable) i where jsonb_typeof(m -> i.key) = i.value
$$;

-- p: [{id, values, namespace?, metadata?}]
create function public.upsert_vectors(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  perform public.check_vector(public.floats(v -> 'values')) from jsonb_array_elements(p) v;
  insert into public.vectors (id, namespace, "values", metadata, filterable)
  select distinct on (v ->> 'id') v ->> 'id', coalesce(v ->> 'namespace', ''), public.floats(v -> 'values'), v -> 'metadata',
    public.filterable_of(coalesce(v -> 'metadata', '{}'))
  from jsonb_array_elements(p) with ordinality u (v, o) order by v ->> 'id', o desc
  on conflict (id) do update set namespace = excluded.namespace, "values" = excluded."values", metadata = excluded.metadata,
    filterable = excluded.filterable, updated_at = now();
end $$;

-- Whether metadata is as wanted: {"site": "x", "at": {"$gte": 1, "$lt": 5}}.
create function public.vector_matches(m jsonb, wanted jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select coalesce(bool_and(case op
      when '$eq' then coalesce(m -> k = v, false)
      when '$ne' then coalesce(m -> k <> v, true)
      when '$in' then coalesce(v @> jsonb_build_array(m -> k), false) and m ? k
      when '$nin' then not (m ? k and v @> jsonb_build_array(m -> k))
      when '$lt' then jsonb_typeof(m -> k) = jsonb_typeof(v) and m -> k < v
      when '$lte' then jsonb_typeof(m -> k) = jsonb_typeof(v) and m -> k <= v
      when '$gt' then jsonb_typeof(m -> k) = jsonb_typeof(v) and m -> k > v
      when '$gte' then jsonb_typeof(m -> k) = jsonb_typeof(v) and m -> k >= v
      else false end), true)
  from jsonb_each(wanted) w (k, c),
    lateral jsonb_each(case when jsonb_typeof(c) = 'object' then c else jsonb_build_object('$eq', c) end) o (op, v)
$$;

-- p: {vector, topK, namespace?, filter?}
create function public.query_vectors(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare q real[] := public.floats(p -> 'vector'); unknown text;
begin
  perform public.check_vector(q);
  select k into unknown from jsonb_object_keys(coalesce(p -> 'filter', '{}')) k
  where not exists (select from public.vector_index i where i.filterable ? k) limit 1;
  if found then raise sqlstate 'PT422' using message = 'One cannot filter by ' || unknown; end if;
  return coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', x.id, 'score', x.score,
      'namespace', nullif(x.namespace, ''), 'metadata', x.metadata)) order by x.score desc, x.id)
    from (select v.id, v.namespace, v.metadata, public.cosine(v."values", q) as score from public.vectors v
      where (not p ? 'namespace' or v.namespace = p ->> 'namespace')
        and (not p ? 'filter' or public.vector_matches(v.filterable, p -> 'filter'))
      order by score desc, v.id limit (p ->> 'topK')::int) x), '[]');
end $$;

create function public.get_vectors(p_ids text[]) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', id, 'values', to_jsonb("values"),
    'namespace', nullif(namespace, ''), 'metadata', metadata))), '[]')
  from public.vectors where id = any (p_ids)
$$;

create function public.delete_vectors(p_ids text[]) returns void
language sql security invoker set search_path = '' as $$
  delete from public.vectors where id = any (p_ids)
$$;

alter table public.vector_index enable row level security;
alter table public.vectors enable row level security;

revoke all on public.vector_index, public.vectors from anon, authenticated;
grant select, insert, update, delete on public.vector_index, public.vectors to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

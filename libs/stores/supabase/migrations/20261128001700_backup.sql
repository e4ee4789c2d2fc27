-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Everything goes out as lines of JSON, and comes in again in an empty database, row for row.

-- There is one import at most in a database's life: it begins with nothing in it.
create table public.imports (
  id boolean primary key default true check (id),
  started_at timestamptz not null default now(),
  done_at timestamptz
);

create function public.key_of(p_table regclass) returns text[]
language sql stable security invoker set search_path = '' as $$
  select array_agg(a.attname::text order by o) from pg_catalog.pg_index i, unnest(i.indkey) with ordinality k (n, o)
  join pg_catalog.pg_attribute a on a.attnum = k.n where i.indrelid = p_table and i.indisprimary and a.attrelid = p_table
$$;

-- Rows in the order of their key, after the one given, each as PostgreSQL writes it. p: {table, after?: key columns, limit}
create function public.export_rows(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare t regclass := ('public.' || quote_ident(p ->> 'table'))::regclass; cols text; found jsonb;
begin
  select string_agg(quote_ident(k), ', ') into cols from unnest(public.key_of(t)) k;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('line', to_json(x)::text) order by %1$s), '[]') from (
      select * from %2$s where $1 is null or (%1$s) > (select %1$s from jsonb_populate_record(null::%2$s, $1))
      order by %1$s limit $2) x $q$, cols, t)
  into found using nullif(p -> 'after', 'null'), (p ->> 'limit')::int;
  return found;
end $$;

create function public.import_begin(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare t text; full_one boolean;
begin
  if exists (select 1 from public.imports) then
    raise sqlstate 'PT409' using message = 'Something was imported here before, or an import broke off: take an empty database';
  end if;
  for t in select jsonb_array_elements_text(p -> 'tables') loop
    execute format('select exists (select 1 from public.%I)', t) into full_one;
    if full_one then raise sqlstate 'PT409' using message = 'This is not empty: there is something in ' || t; end if;
  end loop;
  insert into public.imports default values;
end $$;

-- Columns by which rows of a table point at others of it.
create function public.inner_links(p_table regclass) returns text[]
language sql stable security invoker set search_path = '' as $$
  select coalesce(array_agg(a.attname::text), '{}') from pg_catalog.pg_constraint c, unnest(c.conkey) k (n)
  join pg_catalog.pg_attribute a on a.attnum = k.n
  where c.contype = 'f' and c.conrelid = p_table and c.confrelid = p_table and a.attrelid = p_table and not a.attnotnull
$$;

-- Rows as they were: no trigger adds to them. What points at other rows of the same table is set once all are there
-- (`link`). Works only while an import is open; the triggers and sequences are the table owner's, so it runs as they.
create function public.import_rows(p_table text, p_lines text[], p_link boolean) returns int
language plpgsql security definer set search_path = '' as $$
declare t regclass := ('public.' || quote_ident(p_table))::regclass; links text[] := public.inner_links(t); cols text; n int; k text[] := public.key_of(t);
begin
  if not exists (select 1 from public.imports where done_at is null) then
    raise sqlstate 'PT409' using message = 'There is no import under way';
  end if;
  if p_link and links = '{}' then return 0; end if;
  execute format('alter table %s disable trigger user', t);
  if p_link then
    execute format('update %1$s x set %2$s from unnest($1) l (line), jsonb_populate_record(null::%1$s, l.line::jsonb) r where %3$s', t,
      (select string_agg(format('%1$I = r.%1$I', c), ', ') from unnest(links) c),
      (select string_agg(format('x.%1$I = r.%1$I', c), ' and ') from unnest(k) c)) using p_lines;
  else
    select string_agg(quote_ident(attname), ', ' order by attnum) into cols from pg_catalog.pg_attribute
    where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' and not attname::text = any (links);
    execute format('insert into %1$s (%2$s) overriding system value select %2$s from unnest($1) with ordinality l (line, o),
      jsonb_populate_record(null::%1$s, l.line::jsonb) r order by o', t, cols) using p_lines;
  end if;
  get diagnostics n = row_count;
  execute format('alter table %s enable trigger user', t);
  return n;
end $$;

-- Numbers go on from what is there.
create function public.import_done() returns void
language plpgsql security definer set search_path = '' as $$
declare x record;
begin
  for x in
    select c.oid::regclass t, a.attname col, pg_get_serial_sequence(c.oid::regclass::text, a.attname) s
    from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  loop
    execute format('select setval(%L, coalesce(max(%I), 0) + 1, false) from %s', x.s, x.col, x.t);
  end loop;
  for x in select c.relname from pg_catalog.pg_class c where c.relnamespace = 'refs'::regnamespace and c.relkind = 'S' loop
    execute format('drop sequence refs.%I', x.relname);
  end loop;
  update public.imports set done_at = now() where done_at is null;
end $$;

alter table public.imports enable row level security;

revoke all on public.imports from anon, authenticated;
grant select, insert on public.imports to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

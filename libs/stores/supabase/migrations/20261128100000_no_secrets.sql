-- What signs goes out only when it is asked for, and what is not known here is not put in.

-- Over HTTP an organisation takes out what is its own.
-- replaces export_rows, from 20261128001700
-- Rows in the order of their key, after the one given, each as PostgreSQL writes it. p: {table, after?: key columns, limit,
-- organisationId?: of this one only, secrets?: with what is signed with}
create or replace function public.export_rows(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare t regclass := ('public.' || quote_ident(p ->> 'table'))::regclass; cols text; found jsonb; own text := 'true'; whole text := 'x';
begin
  select string_agg(quote_ident(k), ', ') into cols from unnest(public.key_of(t)) k;
  if p ? 'organisationId' then
    own := case p ->> 'table' when 'organisations' then 'id = ($3 ->> ''organisationId'')::uuid'
      when 'vectors' then 'namespace = $3 ->> ''organisationId''' when 'vector_index' then 'true'
      else 'organisation_id = ($3 ->> ''organisationId'')::uuid' end;
  end if;
  if p ->> 'table' = 'webhooks' and not coalesce((p ->> 'secrets')::boolean, false) then
    whole := 'jsonb_populate_record(null::public.webhooks, to_jsonb(x) || ''{"secret": ""}'')';
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('line', to_json(%4$s)::text) order by %1$s), '[]') from (
      select * from %2$s where ($1 is null or (%1$s) > (select %1$s from jsonb_populate_record(null::%2$s, $1))) and %3$s
      order by %1$s limit $2) x $q$, cols, t, own, whole)
  into found using nullif(p -> 'after', 'null'), (p ->> 'limit')::int, p;
  return found;
end $$;

-- Webhooks that came in without what signs get something new, which nobody knows yet; answers how many.
create function public.import_secrets() returns int
language plpgsql security invoker set search_path = '' as $$
declare n int;
begin
  if not exists (select 1 from public.imports where done_at is null) then
    raise sqlstate 'PT409' using message = 'There is no import under way';
  end if;
  update public.webhooks set secret = 'whsec_' || encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'base64')
  where secret = '';
  get diagnostics n = row_count;
  return n;
end $$;

-- What a row of a table may hold.
create function public.columns_of(p_table text) returns text[]
language sql stable security invoker set search_path = '' as $$
  select coalesce(array_agg(attname::text order by attnum), '{}') from pg_catalog.pg_attribute
  where attrelid = ('public.' || quote_ident(p_table))::regclass and attnum > 0 and not attisdropped
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

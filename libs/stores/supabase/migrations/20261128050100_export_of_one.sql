-- Over HTTP an organisation takes out what is its own.

-- replaces export_rows, from 20261128001700
-- Rows in the order of their key, after the one given, each as PostgreSQL writes it. p: {table, after?: key columns, limit,
-- organisationId?: of this one only}
create or replace function public.export_rows(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare t regclass := ('public.' || quote_ident(p ->> 'table'))::regclass; cols text; found jsonb; own text := 'true';
begin
  select string_agg(quote_ident(k), ', ') into cols from unnest(public.key_of(t)) k;
  if p ? 'organisationId' then
    own := case p ->> 'table' when 'organisations' then 'id = ($3 ->> ''organisationId'')::uuid'
      when 'vectors' then 'namespace = $3 ->> ''organisationId''' when 'vector_index' then 'true'
      else 'organisation_id = ($3 ->> ''organisationId'')::uuid' end;
  end if;
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('line', to_json(x)::text) order by %1$s), '[]') from (
      select * from %2$s where ($1 is null or (%1$s) > (select %1$s from jsonb_populate_record(null::%2$s, $1))) and %3$s
      order by %1$s limit $2) x $q$, cols, t, own)
  into found using nullif(p -> 'after', 'null'), (p ->> 'limit')::int, p;
  return found;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

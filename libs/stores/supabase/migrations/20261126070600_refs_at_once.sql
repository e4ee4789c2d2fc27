-- Two who need the first number of a kind at the same moment: an advisory lock does not let one see that the other has made
-- the sequence meanwhile, so making it says so itself.
create or replace function public.give_ref() returns trigger
language plpgsql security definer set search_path = '' set client_min_messages = warning as $$
declare name text := tg_table_name || '_of_' || replace(new.organisation_id::text, '-', ''); last int;
begin
  if to_regclass(format('refs.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtextextended('refs.' || name, 11));
    execute format('select coalesce(max(ref), 0) from public.%I where organisation_id = $1', tg_table_name)
    into last using new.organisation_id;
    execute format('create sequence if not exists refs.%I as int start %s', name, last + 1);
  end if;
  new.ref := nextval(format('refs.%I', name)::regclass);
  return new;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

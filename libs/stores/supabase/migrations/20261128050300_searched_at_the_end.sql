-- What can be found of a record is brought up to date once, when all of a change is there: a list and its new items are one
-- entry, not two. What is written most often keeps no index that nobody asks.
drop index public.tasks_title_words;
drop index public.tasks_live;
-- new entries wait beside the index, a few hundred at most, and are put into it together
alter index public.search_entries_by_words set (fastupdate = on, gin_pending_list_limit = 64);

-- A record, or a part of it in another table, has changed. Arguments: the record's entity, and the column that names it.
-- replaces search_record_changed, from 20261128001400
create or replace function public.search_record_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare r record; x uuid; done text := coalesce(current_setting('flrts.searched', true), '');
begin
  if tg_op = 'DELETE' then r := old; else r := new; end if;
  if tg_argv[1] = 'id' then x := r.id;
  elsif tg_argv[1] = 'list_id' then x := r.list_id;
  elsif tg_argv[1] = 'task_id' then x := r.task_id;
  elsif tg_argv[1] = 'reminder_id' then x := r.reminder_id;
  else x := to_jsonb(r) ->> tg_argv[1];
  end if;
  -- this runs at the end of a transaction: what was brought up to date then has not changed since
  if position(x::text in done) > 0 then return null; end if;
  if length(done) < 10000 then perform set_config('flrts.searched', done || x::text, true); end if;
  perform public.search_refresh(tg_argv[0], x);
  return null;
end $$;

-- Sets the triggers. The records' own table has id, version, updated_at and deleted_at; a table of parts names its record in `p_of`.
-- replaces make_searchable, from 20261128001400
create or replace function public.make_searchable(p_entity text, p_table text, p_of text default null) returns void
language plpgsql security invoker set search_path = '' as $$
begin
  if p_of is null then
    execute format('create constraint trigger searchable_made after insert or delete on public.%I deferrable initially deferred
      for each row execute function public.search_record_changed(%L, ''id'')', p_table, p_entity);
    execute format('create constraint trigger searchable_changed after update on public.%I deferrable initially deferred for each row
      when ((old.version, old.updated_at, old.deleted_at) is distinct from (new.version, new.updated_at, new.deleted_at))
      execute function public.search_record_changed(%L, ''id'')', p_table, p_entity);
    return;
  end if;
  execute format('create constraint trigger searchable_part after insert or update or delete on public.%I deferrable initially deferred
    for each row execute function public.search_record_changed(%L, %L)', p_table, p_entity, p_of);
end $$;

do $$
declare t record;
begin
  for t in select tgname, tgrelid::regclass on_table from pg_catalog.pg_trigger where tgname like 'searchable\_%' and not tgisinternal loop
    execute format('drop trigger %I on %s', t.tgname, t.on_table);
  end loop;
end $$;
-- replaces search_part_changed, from 20261128001400
drop function public.search_part_changed();

select public.make_searchable('task', 'tasks'), public.make_searchable('task', 'task_assignees', 'task_id'),
  public.make_searchable('list', 'lists'), public.make_searchable('list', 'list_items', 'list_id'),
  public.make_searchable('reminder', 'reminders'), public.make_searchable('reminder', 'reminder_people', 'reminder_id'),
  public.make_searchable('report', 'reports'), public.make_searchable('person', 'people'), public.make_searchable('site', 'sites');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

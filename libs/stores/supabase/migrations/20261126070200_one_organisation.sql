-- Every row says whose it is, points only at rows of the same organisation, and is numbered among its own.
alter table public.task_assignees add column organisation_id uuid references public.organisations (id);
alter table public.list_items add column organisation_id uuid references public.organisations (id);
alter table public.reminder_people add column organisation_id uuid references public.organisations (id);
alter table public.report_followups add column organisation_id uuid references public.organisations (id);
update public.task_assignees x set organisation_id = t.organisation_id from public.tasks t where t.id = x.task_id;
update public.list_items x set organisation_id = l.organisation_id from public.lists l where l.id = x.list_id;
update public.reminder_people x set organisation_id = r.organisation_id from public.reminders r where r.id = x.reminder_id;
update public.report_followups x set organisation_id = r.organisation_id from public.reports r where r.id = x.report_id;
alter table public.task_assignees alter column organisation_id set not null;
alter table public.list_items alter column organisation_id set not null;
alter table public.reminder_people alter column organisation_id set not null;
alter table public.report_followups alter column organisation_id set not null;

-- A row that points at another organisation's is refused. Arguments: column, table, column, table …; a row that does not
-- say whose it is belongs to whom the first one belongs.
create function public.of_one_organisation() returns trigger
language plpgsql security invoker set search_path = '' as $$
declare v jsonb := to_jsonb(new); org uuid := new.organisation_id; theirs uuid; i int := 0;
begin
  while i < tg_nargs loop
    if v ->> tg_argv[i] is not null then
      execute format('select organisation_id from public.%I where id = $1', tg_argv[i + 1]) into theirs using (v ->> tg_argv[i])::uuid;
      org := coalesce(org, theirs);
      -- one that is nowhere is the foreign key's business
      if theirs is distinct from org and theirs is not null then
        raise sqlstate 'PT404' using message = 'There is nothing with the id ' || (v ->> tg_argv[i]);
      end if;
    end if;
    i := i + 2;
  end loop;
  new.organisation_id := org;
  return new;
end $$;

create trigger one_organisation before insert or update of task_id, person_id on public.task_assignees
  for each row execute function public.of_one_organisation('task_id', 'tasks', 'person_id', 'people');
create trigger one_organisation before insert or update of list_id on public.list_items
  for each row execute function public.of_one_organisation('list_id', 'lists');
create trigger one_organisation before insert or update of reminder_id, person_id on public.reminder_people
  for each row execute function public.of_one_organisation('reminder_id', 'reminders', 'person_id', 'people');
create trigger one_organisation before insert or update of report_id, task_id on public.report_followups
  for each row execute function public.of_one_organisation('report_id', 'reports', 'task_id', 'tasks');
create trigger one_organisation before insert or update of site_id, parent_id on public.tasks
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites', 'parent_id', 'tasks');
create trigger one_organisation before insert on public.lists
  for each row execute function public.of_one_organisation('created_by', 'people');
create trigger one_organisation before insert or update of site_id on public.reminders
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites');
create trigger one_organisation before insert or update of site_id on public.reports
  for each row execute function public.of_one_organisation('author_id', 'people', 'site_id', 'sites');
create trigger one_organisation before insert or update of site_id on public.templates
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites');

-- Short numbers, one sequence per kind and organisation, made when it is first needed and going on from what is there.
-- The service role may make no sequences, so this runs as whoever owns the tables.
create schema refs;

create function public.give_ref() returns trigger
language plpgsql security definer set search_path = '' as $$
declare name text := tg_table_name || '_of_' || replace(new.organisation_id::text, '-', ''); last int;
begin
  if to_regclass(format('refs.%I', name)) is null then
    perform pg_advisory_xact_lock(hashtextextended('refs.' || name, 11));
    if to_regclass(format('refs.%I', name)) is null then
      execute format('select coalesce(max(ref), 0) from public.%I where organisation_id = $1', tg_table_name)
      into last using new.organisation_id;
      execute format('create sequence refs.%I as int start %s', name, last + 1);
    end if;
  end if;
  new.ref := nextval(format('refs.%I', name)::regclass);
  return new;
end $$;

alter table public.tasks alter column ref drop default;
alter table public.lists alter column ref drop default;
alter table public.reminders alter column ref drop default;
alter table public.reports alter column ref drop default;
alter table public.templates alter column ref drop default;
create trigger refs before insert on public.tasks for each row when (new.ref is null) execute function public.give_ref();
create trigger refs before insert on public.lists for each row when (new.ref is null) execute function public.give_ref();
create trigger refs before insert on public.reminders for each row when (new.ref is null) execute function public.give_ref();
create trigger refs before insert on public.reports for each row when (new.ref is null) execute function public.give_ref();
create trigger refs before insert on public.templates for each row when (new.ref is null) execute function public.give_ref();
drop sequence public.task_refs, public.list_refs, public.reminder_refs, public.report_refs, public.template_refs;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

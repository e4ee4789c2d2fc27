-- The records: tasks (a subtask is a task with a parent), lists and their items, reminders.
create sequence public.task_refs as int;
create sequence public.list_refs as int;
create sequence public.reminder_refs as int;

create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  -- the 42 of #42
  ref int not null default nextval('public.task_refs'),
  title text not null check (length(title) between 1 and 500),
  notes text check (length(notes) <= 20000),
  status text not null default 'open' check (status in ('open', 'done')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  due timestamptz,
  due_has_time boolean not null default false,
  time_zone text,
  recurrence text check (length(recurrence) <= 500),
  site_id uuid references public.sites (id),
  parent_id uuid references public.tasks (id),
  created_by uuid not null references public.people (id),
  completed_at timestamptz,
  completed_by uuid references public.people (id),
  source text not null,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, ref)
);
create index tasks_open on public.tasks (organisation_id, due, ref) where status = 'open' and deleted_at is null;
create index tasks_live on public.tasks (organisation_id, ref desc) where deleted_at is null;
create index tasks_of_parent on public.tasks (parent_id) where parent_id is not null;
create index tasks_of_site on public.tasks (site_id, ref desc) where deleted_at is null;
create index tasks_title_words on public.tasks using gin (title extensions.gin_trgm_ops);

create table public.task_assignees (
  task_id uuid not null references public.tasks (id) on delete cascade,
  person_id uuid not null references public.people (id),
  position int not null default 0,
  primary key (task_id, person_id)
);
create index task_assignees_of_person on public.task_assignees (person_id, task_id);

create table public.lists (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null default nextval('public.list_refs'),
  name text not null check (length(name) between 1 and 80),
  created_by uuid not null references public.people (id),
  source text not null,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, ref)
);
create index lists_live on public.lists (organisation_id, lower(name)) where deleted_at is null;

create table public.list_items (
  id uuid primary key default gen_random_uuid(),
  list_id uuid not null references public.lists (id) on delete cascade,
  position int not null,
  text text not null check (length(text) between 1 and 500),
  quantity text check (length(quantity) <= 40),
  unit text check (length(unit) <= 40),
  checked_at timestamptz,
  checked_by uuid references public.people (id),
  created_at timestamptz not null default now()
);
create index list_items_of_list on public.list_items (list_id, position);

create table public.reminders (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null default nextval('public.reminder_refs'),
  title text not null check (length(title) between 1 and 500),
  due timestamptz not null,
  -- the wall clock the time was meant in; recurrences are reckoned there
  time_zone text not null,
  recurrence text check (length(recurrence) <= 500),
  status text not null default 'pending' check (status in ('pending', 'sent', 'cancelled', 'failed')),
  site_id uuid references public.sites (id),
  created_by uuid not null references public.people (id),
  source text not null,
  chat text,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, ref)
);
create index reminders_due on public.reminders (due) where status = 'pending' and deleted_at is null;
create index reminders_live on public.reminders (organisation_id, ref desc) where deleted_at is null;

create table public.reminder_people (
  reminder_id uuid not null references public.reminders (id) on delete cascade,
  person_id uuid not null references public.people (id),
  primary key (reminder_id, person_id)
);
create index reminder_people_of_person on public.reminder_people (person_id);

-- a list's name is part of the directory; its items are not
create function public.list_names_changed() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.name = old.name and new.deleted_at is not distinct from old.deleted_at then
    return null;
  end if;
  update public.organisations set directory_version = directory_version + 1 where id = new.organisation_id;
  return null;
end $$;
create trigger lists_changed after insert or update on public.lists
  for each row execute function public.list_names_changed();

alter table public.tasks enable row level security;
alter table public.task_assignees enable row level security;
alter table public.lists enable row level security;
alter table public.list_items enable row level security;
alter table public.reminders enable row level security;
alter table public.reminder_people enable row level security;

revoke all on public.tasks, public.task_assignees, public.lists, public.list_items, public.reminders, public.reminder_people from anon, authenticated;
grant select, insert, update, delete on public.tasks, public.task_assignees, public.lists, public.list_items, public.reminders, public.reminder_people to service_role;
grant usage, select on sequence public.task_refs, public.list_refs, public.reminder_refs to service_role;
revoke execute on function public.list_names_changed() from public, anon, authenticated;
grant execute on function public.list_names_changed() to service_role;

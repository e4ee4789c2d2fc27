-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Templates: the questions a site's checklist asks. Checklists: somebody on their way through them, kept after each answer.

create table public.templates (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null,
  name text not null check (length(name) between 1 and 80),
  site_id uuid references public.sites (id),
  -- [{text, unit?}]
  questions jsonb not null check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) between 1 and 60),
  created_by uuid not null references public.people (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, ref)
);
create unique index templates_by_name on public.templates (organisation_id, lower(name)) where deleted_at is null;

create trigger one_organisation before insert or update of site_id on public.templates
  for each row execute function public.of_one_organisation('created_by', 'people', 'site_id', 'sites');
create trigger refs before insert on public.templates for each row when (new.ref is null) execute function public.give_ref();

create table public.checklists (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  name text not null,
  site_id uuid references public.sites (id),
  -- as they were when it began
  questions jsonb not null,
  -- [{question, value, unit}], as many as have been answered
  answers jsonb not null default '[]',
  attachments jsonb not null default '[]',
  time_zone text,
  person_id uuid not null references public.people (id),
  source text not null,
  chat text not null,
  -- the message that was answered last, and our own message that asks, by its id on the platform
  message_id uuid references public.messages (id),
  platform_id text,
  status text not null default 'open' check (status in ('open', 'done', 'cancelled')),
  report_id uuid references public.reports (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index checklists_open on public.checklists (organisation_id, person_id, source, chat) where status = 'open';
create index checklists_by_code on public.checklists (organisation_id, left(id::text, 8));

-- the names of templates are part of the directory, and so is who is under way with a checklist
create trigger templates_changed after insert or update on public.templates
  for each row execute function public.directory_changed();
create trigger checklists_begun after insert on public.checklists
  for each row execute function public.directory_changed();
create trigger checklists_ended after update of status on public.checklists
  for each row execute function public.directory_changed();

create function public.template_json(t public.templates) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', t.id, 'ref', t.ref, 'name', t.name, 'site', public.site_ref(t.site_id), 'questions', t.questions,
    'createdBy', public.person_ref(t.created_by),
    'createdAt', public.instant(t.created_at), 'updatedAt', public.instant(t.updated_at), 'version', t.version)
$$;

create function public.template_changed(t public.templates, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'template', 'entityId', t.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', jsonb_build_object('kind', 'template', 'template', public.template_json(t)))
    || case when p_before is null then '{}' else jsonb_build_object('before', jsonb_build_object('kind', 'template', 'template', p_before)) end
$$;

create function public.template_of(ctx jsonb, a jsonb) returns public.templates
language plpgsql security invoker set search_path = '' as $$
declare t public.templates;
begin
  select * into t from public.templates
  where organisation_id = (ctx ->> 'organisationId')::uuid and deleted_at is null and id = (a ->> 'id')::uuid for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such template'; end if;
  if a ? 'version' and (a ->> 'version')::int <> t.version then
    raise sqlstate 'PT412' using message = 'The template ' || t.name || ' has changed since you read it (version ' || t.version || ' now)';
  end if;
  return t;
end $$;

create function public.refuse_second_template(org uuid, p_name text, p_but uuid) returns void
language plpgsql stable security invoker set search_path = '' as $$
begin
  if exists (select 1 from public.templates where organisation_id = org and lower(name) = lower(p_name) and deleted_at is null
      and id is distinct from p_but) then
    raise sqlstate 'PT409' using message = 'There is a template called ' || p_name || ' already';
  end if;
end $$;

-- Said again under the same name it gets the new questions, unless it must be new (`new`).
create function public.template_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates; b jsonb; org uuid := (ctx ->> 'organisationId')::uuid;
begin
  if coalesce((a ->> 'new')::boolean, false) then perform public.refuse_second_template(org, a ->> 'name', null); end if;
  select * into t from public.templates where organisation_id = org and lower(name) = lower(a ->> 'name') and deleted_at is null for update;
  if found then
    b := public.template_json(t);
    update public.templates set questions = a -> 'questions', site_id = coalesce((a ->> 'siteId')::uuid, site_id),
      version = version + 1, updated_at = now() where id = t.id returning * into t;
    return public.template_changed(t, b);
  end if;
  insert into public.templates (organisation_id, name, site_id, questions, created_by)
  values (org, a ->> 'name', (a ->> 'siteId')::uuid, a -> 'questions', (ctx ->> 'personId')::uuid) returning * into t;
  return public.template_changed(t, null);
end $$;

create function public.template_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates := public.template_of(ctx, a); b jsonb := public.template_json(t);
begin
  if a ? 'name' then perform public.refuse_second_template(t.organisation_id, a ->> 'name', t.id); end if;
  update public.templates set name = coalesce(a ->> 'name', name), questions = coalesce(a -> 'questions', questions),
    site_id = case when a ? 'siteId' then (a ->> 'siteId')::uuid else site_id end, version = version + 1, updated_at = now()
  where id = t.id returning * into t;
  return public.template_changed(t, b);
end $$;

create function public.template_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates := public.template_of(ctx, a); b jsonb := public.template_json(t);
begin
  update public.templates set deleted_at = now(), version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.template_changed(t, b);
end $$;

create function public.template_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates; b jsonb;
begin
  select * into t from public.templates where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when t.deleted_at is null then public.template_json(t) end;
  if p_snapshot is not null then perform public.refuse_second_template(t.organisation_id, p_snapshot ->> 'name', t.id); end if;
  update public.templates set deleted_at = case when p_snapshot is null then now() end,
    name = coalesce(p_snapshot ->> 'name', name), questions = coalesce(p_snapshot -> 'questions', questions),
    site_id = case when p_snapshot is null then site_id else (p_snapshot -> 'site' ->> 'id')::uuid end,
    version = version + 1, updated_at = now()
  where id = p_id returning * into t;
  return public.template_changed(t, b);
end $$;

create function public.show_templates(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.template_json(x.t)), '[]') into found from (
      select t from public.templates t
      where t.organisation_id = (p ->> 'organisationId')::uuid and t.deleted_at is null
        and (sites is null or t.site_id is null or t.site_id = any (sites) or t.created_by = viewer)
        and (not p ? 'id' or t.id = (p ->> 'id')::uuid)
        and (not p ? 'siteId' or t.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'beforeRef' or t.ref < (p ->> 'beforeRef')::int)
      order by t.ref desc limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create function public.template_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('templates', public.show_templates(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;

create function public.checklist_json(c public.checklists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'code', left(c.id::text, 8), 'name', c.name, 'site', public.site_ref(c.site_id),
    'person', public.person_ref(c.person_id), 'questions', c.questions, 'answers', c.answers,
    'attachments', jsonb_array_length(c.attachments), 'status', c.status)
$$;

create function public.checklist_walked(c public.checklists) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('shown', jsonb_build_object('kind', 'walked', 'checklist', public.checklist_json(c))
    || case when c.platform_id is null then '{}' else jsonb_build_object('instead', c.platform_id) end)
$$;

create function public.checklist_audit(ctx jsonb, p_command text, c public.checklists, p_before jsonb) returns void
language sql security invoker set search_path = '' as $$
  insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after)
  values (c.organisation_id, (ctx ->> 'personId')::uuid, (ctx ->> 'messageId')::uuid, p_command, 'checklist', c.id, p_before, public.checklist_json(c))
$$;

-- Whoever begins another one in the same chat has broken the first one off.
create function public.checklist_start(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.templates := public.template_of(ctx, a); c public.checklists; o public.checklists;
begin
  for o in
    update public.checklists set status = 'cancelled', updated_at = now()
    where organisation_id = t.organisation_id and person_id = (ctx ->> 'personId')::uuid and source = ctx ->> 'source'
      and chat = ctx ->> 'chat' and status = 'open' returning *
  loop
    perform public.checklist_audit(ctx, 'checklist.cancel', o, null);
  end loop;
  insert into public.checklists (organisation_id, name, site_id, questions, time_zone, person_id, source, chat, message_id)
  values (t.organisation_id, t.name, t.site_id, t.questions, a ->> 'timeZone', (ctx ->> 'personId')::uuid, ctx ->> 'source', ctx ->> 'chat',
    (ctx ->> 'messageId')::uuid) returning * into c;
  perform public.checklist_audit(ctx, 'checklist.start', c, null);
  return public.checklist_walked(c);
end $$;

-- The checklist named by id or code, or the one that is open in this chat; with what message of ours asks its questions.
create function public.checklist_of(ctx jsonb, a jsonb) returns public.checklists
language plpgsql security invoker set search_path = '' as $$
declare c public.checklists; said text;
begin
  select * into c from public.checklists x
  where x.organisation_id = (ctx ->> 'organisationId')::uuid and case
    when a ? 'id' then x.id = (a ->> 'id')::uuid
    when a ? 'code' then left(x.id::text, 8) = a ->> 'code'
    else x.status = 'open' and x.person_id = (ctx ->> 'personId')::uuid and x.source = ctx ->> 'source' and x.chat = ctx ->> 'chat' end
  order by x.created_at desc limit 1 for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no checklist under way. Begin one: /checklist and the name of a site'; end if;
  if c.person_id <> (ctx ->> 'personId')::uuid then
    raise sqlstate 'PT403' using message = 'This checklist is ' || (select name from public.people where id = c.person_id) || '''s. Begin your own: /checklist ' || c.name;
  end if;
  if c.status <> 'open' then raise sqlstate 'PT409' using message = 'That checklist is over'; end if;
  select o.platform_id into said from public.outbox o
  where o.message_id = c.message_id and o.channel = c.source and o.chat = c.chat and o.platform_id is not null limit 1;
  c.platform_id := coalesce(said, c.platform_id);
  return c;
end $$;

create function public.checklist_finish(ctx jsonb, c public.checklists) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r jsonb; said text; read jsonb;
begin
  select string_agg((x ->> 'question') || ': ' || (x ->> 'value') || coalesce(' ' || (x ->> 'unit'), ''), E'\n' order by o),
    coalesce(jsonb_agg(jsonb_build_object('name', x -> 'question', 'value', x -> 'value', 'unit', x -> 'unit') order by o), '[]')
  into said, read from jsonb_array_elements(c.answers) with ordinality u (x, o) where x ->> 'value' is not null;
  r := public.report_create(ctx, jsonb_strip_nulls(jsonb_build_object('text', concat_ws(E':\n', c.name, said), 'siteId', c.site_id,
    'timeZone', c.time_zone)) || jsonb_build_object('readings', read, 'attachments', c.attachments));
  update public.checklists set status = 'done', report_id = (r ->> 'entityId')::uuid, answers = c.answers, attachments = c.attachments,
    updated_at = now() where id = c.id;
  return r || case when c.platform_id is null then '{}' else jsonb_build_object('instead', c.platform_id) end;
end $$;

-- a: {code?, position?, value, unit?, attachments?}. A second press on the same button answers nothing; the last answer
-- makes the report, a draft.
create function public.checklist_answer(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare c public.checklists := public.checklist_of(ctx, a); b jsonb := public.checklist_json(c); n int := jsonb_array_length(c.answers); q jsonb;
begin
  c.attachments := c.attachments || coalesce(a -> 'attachments', '[]');
  if a ? 'value' and coalesce((a ->> 'position')::int, n) = n then
    q := c.questions -> n;
    c.answers := c.answers || jsonb_build_object('question', q -> 'text', 'value', case when a ->> 'value' = '' then 'null' else a -> 'value' end,
      'unit', case when jsonb_typeof(a -> 'value') = 'number' then coalesce(a -> 'unit', q -> 'unit', 'null') else coalesce(a -> 'unit', 'null') end);
  end if;
  if jsonb_array_length(c.answers) = jsonb_array_length(c.questions) then return public.checklist_finish(ctx, c); end if;
  update public.checklists set answers = c.answers, attachments = c.attachments, platform_id = c.platform_id,
    message_id = coalesce((ctx ->> 'messageId')::uuid, message_id), updated_at = now() where id = c.id returning * into c;
  if public.checklist_json(c) <> b then perform public.checklist_audit(ctx, 'checklist.answer', c, b); end if;
  return public.checklist_walked(c);
end $$;

create function public.checklist_cancel(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare c public.checklists := public.checklist_of(ctx, a); b jsonb := public.checklist_json(c); said text := c.platform_id;
begin
  update public.checklists set status = 'cancelled', platform_id = said, updated_at = now() where id = c.id returning * into c;
  perform public.checklist_audit(ctx, 'checklist.cancel', c, b);
  return public.checklist_walked(c);
end $$;

insert into public.operations (name, carried_out_by) values
  ('template.create', 'template_create'), ('template.update', 'template_update'), ('template.show', 'template_show'),
  ('template.delete', 'template_delete'), ('checklist.start', 'checklist_start'), ('checklist.answer', 'checklist_answer'),
  ('checklist.cancel', 'checklist_cancel');
insert into public.undoable (entity, restored_by) values ('template', 'template_restore');

-- Templates, and checklists under way, as the directory has them. What is typed is an answer for twelve hours.
create function public.read_checklists(p_organisation uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'templates', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'siteId', site_id) order by ref)
      from public.templates where organisation_id = p_organisation and deleted_at is null), '[]'),
    'checklists', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'personId', person_id, 'source', source, 'chat', chat,
        'listensUntil', public.instant(created_at + interval '12 hours')) order by created_at)
      from public.checklists where organisation_id = p_organisation and status = 'open' and created_at > now() - interval '12 hours'), '[]'))
$$;

alter table public.templates enable row level security;
alter table public.checklists enable row level security;

revoke all on public.templates, public.checklists from anon, authenticated;
grant select, insert, update, delete on public.templates, public.checklists to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

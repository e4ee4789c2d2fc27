-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Field reports: what somebody found at a site, with what was read off, and the tasks that follow from it.

create table public.reports (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id),
  ref int not null,
  site_id uuid references public.sites (id),
  author_id uuid not null references public.people (id),
  observed_at timestamptz not null,
  time_zone text,
  text text not null check (length(text) between 1 and 20000),
  -- [{name, value, unit}], [{name, status}], [{title, args, taskId?}], [{kind, fileId, caption, mediaId?, …}]
  readings jsonb not null default '[]' check (jsonb_typeof(readings) = 'array' and jsonb_array_length(readings) <= 200),
  equipment jsonb not null default '[]' check (jsonb_typeof(equipment) = 'array' and jsonb_array_length(equipment) <= 200),
  suggestions jsonb not null default '[]' check (jsonb_typeof(suggestions) = 'array' and jsonb_array_length(suggestions) <= 50),
  attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array' and jsonb_array_length(attachments) <= 200),
  -- what the message it came from said, apart from what was added since: a new wording of that message replaces only this
  said jsonb not null default '{}',
  status text not null default 'draft' check (status in ('draft', 'final')),
  finalized_at timestamptz,
  finalized_by uuid references public.people (id),
  updated_by uuid not null references public.people (id),
  source text not null,
  message_id uuid references public.messages (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (organisation_id, ref)
);
create index reports_live on public.reports (organisation_id, ref desc) where deleted_at is null;
create index reports_of_site on public.reports (organisation_id, site_id, observed_at desc) where deleted_at is null;
create index reports_of_author on public.reports (organisation_id, author_id, observed_at desc) where deleted_at is null;
create index reports_of_message on public.reports (message_id) where message_id is not null;
create index reports_text_words on public.reports using gin (text extensions.gin_trgm_ops);

create trigger one_organisation before insert or update of site_id on public.reports
  for each row execute function public.of_one_organisation('author_id', 'people', 'site_id', 'sites');
create trigger refs before insert on public.reports for each row when (new.ref is null) execute function public.give_ref();

create table public.report_followups (
  task_id uuid primary key references public.tasks (id) on delete cascade,
  report_id uuid not null references public.reports (id) on delete cascade,
  organisation_id uuid not null references public.organisations (id)
);
create index report_followups_of_report on public.report_followups (report_id);

create trigger one_organisation before insert or update of report_id, task_id on public.report_followups
  for each row execute function public.of_one_organisation('report_id', 'reports', 'task_id', 'tasks');

create table public.report_revisions (
  report_id uuid not null references public.reports (id) on delete cascade,
  version int not null,
  organisation_id uuid not null references public.organisations (id),
  at timestamptz not null default now(),
  person_id uuid not null references public.people (id),
  report jsonb not null,
  primary key (report_id, version)
);

create function public.report_suggestions(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('title', s ->> 'title', 'due', s -> 'args' ->> 'due',
    'taskId', (select t.id from public.tasks t where t.id = (s ->> 'taskId')::uuid and t.deleted_at is null))) order by o), '[]')
  from jsonb_array_elements(r.suggestions) with ordinality u (s, o)
$$;

create function public.report_content(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', r.id, 'ref', r.ref, 'title', left(regexp_replace(r.text, '\s+', ' ', 'g'), 80), 'text', r.text,
    'site', public.site_ref(r.site_id), 'author', public.person_ref(r.author_id),
    'observedAt', public.instant(r.observed_at), 'timeZone', r.time_zone,
    'readings', r.readings, 'equipment', r.equipment, 'suggestions', public.report_suggestions(r), 'attachments', r.attachments,
    'status', r.status, 'finalizedAt', public.instant(r.finalized_at), 'finalizedBy', public.person_ref(r.finalized_by),
    'source', jsonb_build_object('source', r.source, 'messageId', r.message_id),
    'createdAt', public.instant(r.created_at), 'updatedAt', public.instant(r.updated_at), 'version', r.version)
$$;

create function public.report_json(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.report_content(r) || jsonb_build_object('followUps', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'ref', t.ref, 'title', t.title, 'status', t.status) order by t.ref)
    from public.report_followups f join public.tasks t on t.id = f.task_id and t.deleted_at is null
    where f.report_id = r.id), '[]'))
$$;

-- every version is kept
create function public.keep_revision() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  insert into public.report_revisions (report_id, version, organisation_id, person_id, report)
  values (new.id, new.version, new.organisation_id, new.updated_by, public.report_content(new))
  on conflict (report_id, version) do nothing;
  return null;
end $$;

create trigger reports_revised after insert or update on public.reports
  for each row execute function public.keep_revision();

create function public.report_subject(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('kind', 'report', 'report', public.report_json(r))
$$;

create function public.report_changed(r public.reports, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'report', 'entityId', r.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', public.report_subject(r))
    || case when p_before is null then '{}' else jsonb_build_object('before', p_before) end
$$;

create function public.report_of(ctx jsonb, a jsonb) returns public.reports
language plpgsql security invoker set search_path = '' as $$
declare r public.reports;
begin
  select * into r from public.reports
  where organisation_id = (ctx ->> 'organisationId')::uuid and deleted_at is null
    and case when a ? 'id' then id = (a ->> 'id')::uuid else ref = (a ->> 'ref')::int end for update;
  if not found then
    raise sqlstate 'PT404' using message = case when a ? 'ref' then 'There is no report #' || (a ->> 'ref') else 'There is no such report' end;
  end if;
  if a ? 'version' and (a ->> 'version')::int <> r.version then
    raise sqlstate 'PT412' using message = 'Report #' || r.ref || ' has changed since you read it (version ' || r.version || ' now)';
  end if;
  return r;
end $$;

-- A final report stays as it is until it is opened again.
create function public.report_draft_of(ctx jsonb, a jsonb) returns public.reports
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_of(ctx, a);
begin
  if r.status = 'final' then
    raise sqlstate 'PT409' using message = 'Report #' || r.ref || ' is final. To change it, open it again first: “reopen report ' || r.ref || '”';
  end if;
  return r;
end $$;

-- What is in `more` replaces what has the same name in `old`.
create function public.by_name(old jsonb, more jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select coalesce((select jsonb_agg(x order by o) from jsonb_array_elements(old) with ordinality u (x, o)
    where lower(x ->> 'name') not in (select lower(y ->> 'name') from jsonb_array_elements(more) y)), '[]') || more
$$;

-- Everything of `whole` that is not in `part`.
create function public.without(whole jsonb, part jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select coalesce((select jsonb_agg(x order by o) from jsonb_array_elements(whole) with ordinality u (x, o)
    where x not in (select y from jsonb_array_elements(coalesce(part, '[]')) y)), '[]')
$$;

create function public.report_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports; files jsonb := coalesce(a -> 'attachments', '[]');
begin
  if a ? 'album' then
    -- the photos of an album come as messages of their own; those that came before this one belong to it as well
    select coalesce(jsonb_agg(x), '[]') || files into files
    from (select x from public.messages m, jsonb_array_elements(coalesce(m.body -> 'attachments', '[]')) x
      where m.organisation_id = (ctx ->> 'organisationId')::uuid and m.source = ctx ->> 'source' and m.chat = ctx ->> 'chat'
        and m.body ->> 'album' = a ->> 'album' and m.status = 'done' order by m.seq) y;
  end if;
  insert into public.reports (id, organisation_id, site_id, author_id, observed_at, time_zone, text, readings, equipment,
    suggestions, attachments, said, updated_by, source, message_id)
  values (coalesce((a ->> 'newId')::uuid, gen_random_uuid()), (ctx ->> 'organisationId')::uuid, (a ->> 'siteId')::uuid,
    (ctx ->> 'personId')::uuid, coalesce((a ->> 'observedAt')::timestamptz, now()), a ->> 'timeZone', a ->> 'text',
    coalesce(a -> 'readings', '[]'), coalesce(a -> 'equipment', '[]'), coalesce(a -> 'suggestions', '[]'), files,
    jsonb_build_object('text', a ->> 'text', 'readings', coalesce(a -> 'readings', '[]'), 'equipment', coalesce(a -> 'equipment', '[]'),
      'suggestions', coalesce(a -> 'suggestions', '[]')),
    (ctx ->> 'personId')::uuid, ctx ->> 'source', (ctx ->> 'messageId')::uuid)
  returning * into r;
  return public.report_changed(r, null);
end $$;

-- every key that is present is set; null clears it. `reworded`: only what the report's own message said is replaced.
create function public.report_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_draft_of(ctx, a); b jsonb := public.report_subject(r); s jsonb := r.said; n public.reports := r;
begin
  n.site_id := case when a ? 'siteId' then (a ->> 'siteId')::uuid else r.site_id end;
  n.observed_at := coalesce((a ->> 'observedAt')::timestamptz, r.observed_at);
  if coalesce((a ->> 'reworded')::boolean, false) then
    n.text := (a ->> 'text') || case when starts_with(r.text, s ->> 'text') then substr(r.text, length(s ->> 'text') + 1) else '' end;
    n.readings := public.by_name(coalesce(a -> 'readings', '[]'), public.without(r.readings, s -> 'readings'));
    n.equipment := public.by_name(coalesce(a -> 'equipment', '[]'), public.without(r.equipment, s -> 'equipment'));
    n.suggestions := coalesce((select jsonb_agg(x) from jsonb_array_elements(r.suggestions) x where x ? 'taskId'), '[]')
      || public.without(coalesce(a -> 'suggestions', '[]'), (select jsonb_agg(x - 'taskId') from jsonb_array_elements(r.suggestions) x where x ? 'taskId'));
    s := jsonb_build_object('text', a ->> 'text', 'readings', coalesce(a -> 'readings', '[]'),
      'equipment', coalesce(a -> 'equipment', '[]'), 'suggestions', coalesce(a -> 'suggestions', '[]'));
  else
    n.text := case when a ? 'text' then a ->> 'text' else r.text end;
    n.readings := coalesce(a -> 'readings', r.readings);
    n.equipment := coalesce(a -> 'equipment', r.equipment);
    n.suggestions := coalesce(a -> 'suggestions', r.suggestions);
  end if;
  if n is not distinct from r then return public.report_changed(r, b, true); end if;
  update public.reports set site_id = n.site_id, observed_at = n.observed_at, text = n.text, readings = n.readings,
    equipment = n.equipment, suggestions = n.suggestions, said = s, updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now()
  where id = r.id returning * into r;
  return public.report_changed(r, b);
end $$;

create function public.report_reworded(p_made jsonb, a jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select (a - 'newId' - 'album' - 'attachments' - 'observedAt' - 'timeZone')
    || jsonb_build_object('reworded', true, 'siteId', coalesce(a -> 'siteId', 'null'))
$$;

-- Words, readings and files are added to what is there.
create function public.report_note(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_draft_of(ctx, a); b jsonb := public.report_subject(r);
begin
  update public.reports set
    text = case when a ->> 'text' is null then text else text || E'\n' || (a ->> 'text') end,
    readings = public.by_name(readings, coalesce(a -> 'readings', '[]')),
    equipment = public.by_name(equipment, coalesce(a -> 'equipment', '[]')),
    suggestions = suggestions || coalesce(a -> 'suggestions', '[]'),
    attachments = attachments || public.without(coalesce(a -> 'attachments', '[]'), attachments),
    updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now()
  where id = r.id returning * into r;
  return public.report_changed(r, b);
end $$;

-- What was sent as an answer to a report's message, or in the album of one; without such a report nothing changes, and it
-- is said that what was sent is kept.
create function public.report_attach(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare meant uuid;
begin
  select r.id into meant from public.reports r join public.messages m on m.id = r.message_id
  where a ? 'album' and m.organisation_id = (ctx ->> 'organisationId')::uuid and m.source = ctx ->> 'source' and m.chat = ctx ->> 'chat'
    and m.body ->> 'album' = a ->> 'album' and r.deleted_at is null limit 1;
  if meant is null and a ? 'replyTo' then
    select (g ->> 'id')::uuid into meant
    from public.record_behind((ctx ->> 'organisationId')::uuid, ctx ->> 'source', ctx ->> 'chat', a ->> 'replyTo') g where g ->> 'kind' = 'report';
  end if;
  if meant is null then
    return jsonb_build_object('shown', jsonb_build_object('kind', 'said', 'command', 'none.unknown', 'topic',
      case when a ? 'text' then 'not_understood' else 'attachment_kept' end));
  end if;
  return public.report_note(ctx, (a - 'album' - 'replyTo') || jsonb_build_object('id', meant));
end $$;

create function public.report_finalize(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_of(ctx, a); b jsonb := public.report_subject(r);
begin
  if r.status = 'final' then return public.report_changed(r, b, true); end if;
  update public.reports set status = 'final', finalized_at = now(), finalized_by = (ctx ->> 'personId')::uuid,
    updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.report_changed(r, b);
end $$;

create function public.report_reopen(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_of(ctx, a); b jsonb := public.report_subject(r);
begin
  if r.status = 'draft' then return public.report_changed(r, b, true); end if;
  if ctx ->> 'role' not in ('manager', 'admin') and r.finalized_by is distinct from (ctx ->> 'personId')::uuid then
    raise sqlstate 'PT403' using message = 'Report #' || r.ref || ' is final: only a manager, or whoever made it final, opens it again';
  end if;
  update public.reports set status = 'draft', finalized_at = null, finalized_by = null,
    updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.report_changed(r, b);
end $$;

create function public.report_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_of(ctx, a); b jsonb := public.report_subject(r);
begin
  if ctx ->> 'role' not in ('manager', 'admin') and (r.status = 'final' or r.author_id <> (ctx ->> 'personId')::uuid) then
    raise sqlstate 'PT403' using message = 'Only a manager deletes a report that is final or somebody else''s';
  end if;
  update public.reports set deleted_at = now(), updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now()
  where id = r.id returning * into r;
  return public.report_changed(r, b);
end $$;

-- A task that follows from a report: as told, or one of those its words suggested (`suggestion`, counted from 1).
create function public.report_followup(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports := public.report_of(ctx, a - 'version'); s jsonb; made jsonb; task jsonb := a - 'id' - 'ref' - 'version' - 'suggestion';
begin
  if a ? 'suggestion' then
    s := public.report_suggestions(r) -> ((a ->> 'suggestion')::int - 1);
    if s is null or (a ->> 'suggestion')::int < 1 then
      raise sqlstate 'PT404' using message = 'Report #' || r.ref || ' has no suggestion ' || (a ->> 'suggestion');
    end if;
    if s ? 'taskId' then
      raise sqlstate 'PT409' using message = 'That is task #' || (select ref from public.tasks where id = (s ->> 'taskId')::uuid) || ' already';
    end if;
    task := (r.suggestions -> ((a ->> 'suggestion')::int - 1) -> 'args') || task;
  end if;
  if r.site_id is not null and not task ? 'siteId' then task := task || jsonb_build_object('siteId', r.site_id); end if;
  made := public.task_create(ctx, task);
  insert into public.report_followups (task_id, report_id) values ((made ->> 'entityId')::uuid, r.id);
  if a ? 'suggestion' then
    update public.reports set suggestions = jsonb_set(suggestions,
      array[((a ->> 'suggestion')::int - 1)::text, 'taskId'], made -> 'entityId') where id = r.id;
  end if;
  return made;
end $$;

-- A report as the snapshot has it; without one it is deleted.
create function public.report_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reports; b jsonb;
begin
  select * into r from public.reports where id = p_id and organisation_id = (ctx ->> 'organisationId')::uuid for update;
  b := case when r.deleted_at is null then public.report_subject(r) end;
  if p_snapshot is null then
    update public.reports set deleted_at = now(), updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now()
    where id = p_id returning * into r;
    return public.report_changed(r, b);
  end if;
  update public.reports set deleted_at = null, text = p_snapshot ->> 'text', site_id = (p_snapshot -> 'site' ->> 'id')::uuid,
    observed_at = (p_snapshot ->> 'observedAt')::timestamptz, readings = p_snapshot -> 'readings', equipment = p_snapshot -> 'equipment',
    attachments = p_snapshot -> 'attachments', status = p_snapshot ->> 'status', finalized_at = (p_snapshot ->> 'finalizedAt')::timestamptz,
    finalized_by = (p_snapshot -> 'finalizedBy' ->> 'id')::uuid,
    updated_by = (ctx ->> 'personId')::uuid, version = version + 1, updated_at = now()
  where id = p_id returning * into r;
  return public.report_changed(r, b);
end $$;

-- Reports by what is said of them, what was observed last first; or by a list of ids, which a document's link has.
create function public.show_reports(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  select coalesce(jsonb_agg(public.report_json(x.r)), '[]') into found from (
      select r from public.reports r
      where r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
        and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)
        and (not p ? 'id' or r.id = (p ->> 'id')::uuid)
        and (not p ? 'ids' or r.id in (select x::uuid from jsonb_array_elements_text(p -> 'ids') x))
        and (not p ? 'refs' or r.ref in (select x::int from jsonb_array_elements_text(p -> 'refs') x))
        and (not p ? 'status' or r.status = p ->> 'status')
        and (not p ? 'siteId' or r.site_id = (p ->> 'siteId')::uuid)
        and (not p ? 'personId' or r.author_id = (p ->> 'personId')::uuid)
        and (not p ? 'from' or r.observed_at >= (p ->> 'from')::timestamptz)
        and (not p ? 'to' or r.observed_at < (p ->> 'to')::timestamptz)
        and (not p ? 'query' or (select bool_and(r.text ilike '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', r.text) >= 0.6)
        and (not p ? 'beforeRef' or r.ref < (p ->> 'beforeRef')::int)
      order by case when p ->> 'order' = 'observed' then r.observed_at end desc, r.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

create function public.report_show(ctx jsonb, a jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.shown('reports', public.show_reports(a || jsonb_build_object('organisationId', ctx -> 'organisationId')))
$$;

create function public.show_report_revisions(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
  viewer uuid := (p ->> 'viewerId')::uuid; sites uuid[] := public.sites_of((p ->> 'organisationId')::uuid, viewer);
begin
  if not exists (select 1 from public.reports r where r.id = (p ->> 'id')::uuid
      and r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
      and (sites is null or r.site_id is null or r.site_id = any (sites) or r.author_id = viewer)) then
    raise sqlstate 'PT404' using message = 'There is no such report';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'at', public.instant(v.at), 'by', public.person_ref(v.person_id),
    'report', v.report) order by v.version desc), '[]') into found
  from (select * from public.report_revisions x
    where x.report_id = (p ->> 'id')::uuid and x.organisation_id = (p ->> 'organisationId')::uuid
      and (not p ? 'beforeRef' or x.version < (p ->> 'beforeRef')::int)
    order by x.version desc limit lim + 1) v;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

insert into public.operations (name, carried_out_by, given, said_again, reworded_by) values
  ('report.create', 'report_create', '{}', 'report.update', 'report_reworded'),
  ('report.show', 'report_show', '{"order": "observed"}', null, null), ('report.update', 'report_update', '{}', null, null),
  ('report.note', 'report_note', '{}', null, null), ('report.attach', 'report_attach', '{}', null, null),
  ('report.finalize', 'report_finalize', '{}', null, null), ('report.reopen', 'report_reopen', '{}', null, null),
  ('report.delete', 'report_delete', '{}', null, null), ('report.followup', 'report_followup', '{}', 'task.update', null);
insert into public.undoable (entity, restored_by) values ('report', 'report_restore');

alter table public.reports enable row level security;
alter table public.report_followups enable row level security;
alter table public.report_revisions enable row level security;

revoke all on public.reports, public.report_followups, public.report_revisions from anon, authenticated;
grant select, insert, update, delete on public.reports, public.report_followups, public.report_revisions to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

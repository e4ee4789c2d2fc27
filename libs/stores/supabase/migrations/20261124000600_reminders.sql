-- Commands on reminders; the same manner as tasks.
create function public.reminder_of(ctx jsonb, a jsonb) returns public.reminders
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders;
begin
  select * into r from public.reminders
  where organisation_id = (ctx ->> 'organisationId')::uuid and deleted_at is null
    and case when a ? 'id' then id = (a ->> 'id')::uuid else ref = (a ->> 'ref')::int end for update;
  if not found then
    raise sqlstate 'PT404' using message = case when a ? 'ref' then 'There is no reminder #' || (a ->> 'ref') else 'There is no such reminder' end;
  end if;
  if a ? 'version' and (a ->> 'version')::int <> r.version then
    raise sqlstate 'PT412' using message = 'Reminder #' || r.ref || ' has changed since you read it (version ' || r.version || ' now)';
  end if;
  return r;
end $$;

create function public.reminder_changed(r public.reminders, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'reminder', 'entityId', r.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', jsonb_build_object('kind', 'reminder', 'reminder', public.reminder_json(r)))
    || case when p_before is null then '{}' else jsonb_build_object('before', jsonb_build_object('kind', 'reminder', 'reminder', p_before)) end
$$;

create function public.reminder_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders;
begin
  insert into public.reminders (organisation_id, title, due, time_zone, recurrence, site_id, created_by, source, chat, message_id)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'title', (a ->> 'due')::timestamptz, a ->> 'timeZone', a ->> 'recurrence',
    (a ->> 'siteId')::uuid, (ctx ->> 'personId')::uuid, ctx ->> 'source', ctx ->> 'chat', (ctx ->> 'messageId')::uuid)
  returning * into r;
  insert into public.reminder_people (reminder_id, person_id)
  select r.id, p::uuid from (select distinct jsonb_array_elements_text(a -> 'personIds') p) x;
  return public.reminder_changed(r, null);
end $$;

create function public.reminder_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  update public.reminders set
    title = case when a ? 'title' then a ->> 'title' else title end,
    due = case when a ? 'due' then (a ->> 'due')::timestamptz else due end,
    time_zone = coalesce(a ->> 'timeZone', time_zone),
    recurrence = case when a ? 'recurrence' then a ->> 'recurrence' else recurrence end,
    status = case when a ? 'due' then 'pending' else status end,
    site_id = case when a ? 'siteId' then (a ->> 'siteId')::uuid else site_id end,
    version = version + 1, updated_at = now()
  where id = r.id returning * into r;
  if a ? 'personIds' then
    delete from public.reminder_people where reminder_id = r.id;
    insert into public.reminder_people (reminder_id, person_id)
    select r.id, x::uuid from (select distinct jsonb_array_elements_text(a -> 'personIds') x) y;
  end if;
  return public.reminder_changed(r, b);
end $$;

create function public.reminder_cancel(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r public.reminders := public.reminder_of(ctx, a); b jsonb := public.reminder_json(r);
begin
  if r.status = 'cancelled' then return public.reminder_changed(r, b, true); end if;
  update public.reminders set status = 'cancelled', version = version + 1, updated_at = now() where id = r.id returning * into r;
  return public.reminder_changed(r, b);
end $$;

create function public.show_reminders(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(public.reminder_json(x.r)), '[]') into found from (
      select r from public.reminders r
      where r.organisation_id = (p ->> 'organisationId')::uuid and r.deleted_at is null
        and (not p ? 'id' or r.id = (p ->> 'id')::uuid)
        and (not p ? 'refs' or r.ref in (select x::int from jsonb_array_elements_text(p -> 'refs') x))
        and (not p ? 'status' or r.status = p ->> 'status')
        and (not p ? 'personId' or exists (select 1 from public.reminder_people x
          where x.reminder_id = r.id and x.person_id = (p ->> 'personId')::uuid))
        and (not p ? 'query' or (select bool_and(r.title ilike '%' || w || '%') from jsonb_array_elements_text(p -> 'query') w)
          or extensions.word_similarity(p ->> 'queryText', r.title) >= 0.6)
        and (not p ? 'beforeRef' or r.ref < (p ->> 'beforeRef')::int)
      order by case when p ->> 'order' = 'due' then r.due end, r.ref desc
      limit lim + 1) x;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

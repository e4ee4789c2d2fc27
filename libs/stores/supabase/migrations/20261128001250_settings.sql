-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- What people want of the product for themselves, set by their own words: quiet hours, digest, time zone, language.

create function public.settings_json(p public.people) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', p.id, 'name', p.name, 'timeZone', p.time_zone, 'language', p.language,
    'quietFrom', to_char(p.quiet_from, 'HH24:MI'), 'quietUntil', to_char(p.quiet_until, 'HH24:MI'),
    'digestAt', to_char(p.digest_at, 'HH24:MI'), 'version', p.version)
$$;

create function public.settings_changed(p public.people, p_before jsonb, p_unchanged boolean default false) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('entity', 'settings', 'entityId', p.id, 'unchanged', nullif(p_unchanged, false)))
    || jsonb_build_object('subject', jsonb_build_object('kind', 'settings', 'settings', public.settings_json(p)),
      'before', jsonb_build_object('kind', 'settings', 'settings', p_before))
$$;

-- Every key that is present is set; null clears it. `zone` is where the person's clock is when they have none of their own.
create function public.set_settings(ctx jsonb, p_person uuid, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare x public.people; b jsonb; zone text;
begin
  select * into x from public.people where organisation_id = (ctx ->> 'organisationId')::uuid and id = p_person and deleted_at is null for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such person'; end if;
  b := public.settings_json(x);
  if a ? 'version' and (a ->> 'version')::int <> x.version then
    raise sqlstate 'PT412' using message = 'Your settings have changed since you read them (version ' || x.version || ' now)';
  end if;
  zone := coalesce(a ->> 'timeZone', x.time_zone, a ->> 'zone', 'UTC');
  if (a ? 'quietFrom' and (a ->> 'quietFrom')::time is distinct from x.quiet_from)
    or (a ? 'quietUntil' and (a ->> 'quietUntil')::time is distinct from x.quiet_until)
    or (a ? 'digestAt' and (a ->> 'digestAt')::time is distinct from x.digest_at)
    or (a ? 'timeZone' and a ->> 'timeZone' is distinct from x.time_zone)
    or (a ? 'language' and a ->> 'language' <> x.language)
  then
    update public.people set
      quiet_from = case when a ? 'quietFrom' then (a ->> 'quietFrom')::time else quiet_from end,
      quiet_until = case when a ? 'quietUntil' then (a ->> 'quietUntil')::time else quiet_until end,
      digest_at = case when a ? 'digestAt' then (a ->> 'digestAt')::time else digest_at end,
      -- set for an hour that has passed today, it begins tomorrow
      digest_on = case when (a ->> 'digestAt')::time <= (now() at time zone zone)::time then (now() at time zone zone)::date else digest_on end,
      time_zone = case when a ? 'timeZone' then a ->> 'timeZone' else time_zone end,
      language = case when a ? 'language' then coalesce(a ->> 'language', 'en') else language end,
      version = version + 1, updated_at = now()
    where id = x.id returning * into x;
    return public.settings_changed(x, b);
  end if;
  return public.settings_changed(x, b, true);
end $$;

create function public.settings_update(ctx jsonb, a jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.set_settings(ctx, (ctx ->> 'personId')::uuid, a)
$$;

create function public.settings_restore(ctx jsonb, p_id uuid, p_snapshot jsonb) returns jsonb
language sql security invoker set search_path = '' as $$
  select public.set_settings(ctx, p_id, public.altered(ctx, p_snapshot) - 'version')
$$;

insert into public.operations (name, carried_out_by) values ('settings.show', 'settings_update'), ('settings.update', 'settings_update');
insert into public.undoable (entity, restored_by) values ('settings', 'settings_restore');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Who is told of tasks: what was given to them, and what is free since what it waited for is done.

create function public.is_quiet(p public.people, zone text) returns boolean
language sql stable security invoker set search_path = '' as $$
  select case
    when p.quiet_from is null or p.quiet_until is null or p.quiet_from = p.quiet_until then false
    when p.quiet_from < p.quiet_until then (now() at time zone zone)::time >= p.quiet_from and (now() at time zone zone)::time < p.quiet_until
    else (now() at time zone zone)::time >= p.quiet_from or (now() at time zone zone)::time < p.quiet_until end
$$;

create function public.say(org uuid, p_dedupe text, p public.people, zone text, p_outcome jsonb) returns int
language plpgsql security invoker set search_path = '' as $$
declare chat text := public.chat_of(p.id);
begin
  insert into public.outbox (organisation_id, dedupe, channel, chat, body)
  values (org, p_dedupe, case when chat is null then 'page' else 'telegram' end, coalesce(chat, p.id::text),
    jsonb_build_object('outcomes', jsonb_build_array(p_outcome), 'language', p.language, 'timeZone', zone))
  on conflict (dedupe) do nothing;
  return case when found then 1 else 0 end;
end $$;

-- Says something to people of the crew, except to whoever has just said it: at once, or when their quiet hours are over.
create function public.tell(ctx jsonb, p_people uuid[], p_outcome jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare x public.people; zone text;
begin
  for x in
    select * from public.people q where q.id = any (p_people) and q.id <> (ctx ->> 'personId')::uuid and q.deleted_at is null and not q.sample
  loop
    zone := coalesce(x.time_zone, ctx ->> 'timeZone', 'UTC');
    if public.is_quiet(x, zone) then
      insert into public.held (organisation_id, person_id, outcome) values (x.organisation_id, x.id, p_outcome);
    else
      perform public.say(x.organisation_id, 'told:' || gen_random_uuid(), x, zone, p_outcome);
    end if;
  end loop;
end $$;

create function public.told(ctx jsonb, t public.tasks, p_what text, p_because jsonb default null) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('kind', 'told', 'command', 'task.show', 'what', p_what,
    'by', public.person_ref((ctx ->> 'personId')::uuid), 'because', p_because)) || jsonb_build_object('task', public.task_json(t))
$$;

-- Gives a task to people, and tells those who did not have it before.
create function public.give(ctx jsonb, t public.tasks, p_people jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare had uuid[];
begin
  select coalesce(array_agg(person_id), '{}') into had from public.task_assignees where task_id = t.id;
  perform public.set_assignees(t.id, p_people);
  perform public.tell(ctx, array(select person_id from public.task_assignees where task_id = t.id and not person_id = any (had)),
    public.told(ctx, t, 'given'));
end $$;

-- `blockerIds` are all that a task waits for, `addBlockerRefs` wait for these too. A task waits only for what its speaker
-- may see.
create function public.set_blockers(ctx jsonb, t public.tasks, a jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare b public.tasks; r jsonb; round int; had uuid[]; me uuid := (ctx ->> 'personId')::uuid; sites uuid[] := public.sites_of(t.organisation_id, (ctx ->> 'personId')::uuid);
begin
  if not a ?| array['blockerIds', 'addBlockerRefs'] then return; end if;
  select coalesce(array_agg(blocker_id), '{}') into had from public.task_blockers where task_id = t.id;
  if a ? 'blockerIds' then delete from public.task_blockers where task_id = t.id; end if;
  -- two that are made to wait for each other at once must not both be
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':waits', 9));
  for r in
    select jsonb_build_object('id', x) from jsonb_array_elements(coalesce(a -> 'blockerIds', '[]')) x
    union all select jsonb_build_object('ref', x) from jsonb_array_elements(coalesce(a -> 'addBlockerRefs', '[]')) x
  loop
    select * into b from public.tasks x where x.organisation_id = t.organisation_id and x.deleted_at is null
      and (x.id = (r ->> 'id')::uuid or x.ref = (r ->> 'ref')::int)
      and (sites is null or x.site_id is null or x.site_id = any (sites) or x.created_by = me
        or exists (select 1 from public.task_assignees q where q.task_id = x.id and q.person_id = me)
        -- what it waits for already it may go on waiting for
        or x.id = any (had));
    if not found then
      raise sqlstate 'PT404' using message = case when r ? 'ref' then 'There is no task #' || (r ->> 'ref') else 'There is no such task' end;
    end if;
    if b.id = t.id then raise sqlstate 'PT409' using message = 'A task cannot wait for itself'; end if;
    with recursive chain as (
      select x.blocker_id from public.task_blockers x where x.task_id = b.id
      union select y.blocker_id from public.task_blockers y join chain c on y.task_id = c.blocker_id)
    select 1 into round from chain where blocker_id = t.id;
    if found then
      raise sqlstate 'PT409' using message = 'That would go round in a circle: #' || b.ref || ' waits for #' || t.ref || ' already';
    end if;
    insert into public.task_blockers (task_id, blocker_id) values (t.id, b.id) on conflict do nothing;
  end loop;
end $$;

-- A task was done: whoever has one that waited for it, and for nothing else, is told. Answers them: {freed: [{ref, title}]}.
create function public.set_free(ctx jsonb, t public.tasks) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.tasks; freed jsonb := '[]';
begin
  for w in
    select q.* from public.task_blockers x join public.tasks q on q.id = x.task_id
    where x.blocker_id = t.id and q.status = 'open' and q.deleted_at is null
      and not exists (select 1 from public.task_blockers y join public.tasks b on b.id = y.blocker_id
        where y.task_id = q.id and b.id <> t.id and b.status = 'open' and b.deleted_at is null)
    order by q.ref
  loop
    -- what repeats is open again, and is not waited for a second time
    if t.status = 'open' then delete from public.task_blockers where task_id = w.id and blocker_id = t.id; end if;
    freed := freed || jsonb_build_object('ref', w.ref, 'title', w.title);
    perform public.tell(ctx, coalesce(
      (select array_agg(person_id) from public.task_assignees where task_id = w.id), array[w.created_by]),
      public.told(ctx, w, 'freed', jsonb_build_object('ref', t.ref, 'title', t.title)));
  end loop;
  return case when freed = '[]' then '{}' else jsonb_build_object('freed', freed) end;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

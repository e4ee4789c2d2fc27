-- What is told of another task is told to whoever may see that one; and nobody is told in the morning what is no more.

-- Whether somebody may see a task, as it is shown to them.
create function public.sees_task(p_person uuid, t public.tasks) returns boolean
language sql stable security invoker set search_path = '' as $$
  select coalesce(t.site_id is null or t.created_by = p_person or s is null or t.site_id = any (s)
    or exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = p_person), true)
  from public.sites_of(t.organisation_id, p_person) s
$$;

-- Number and title of a task, or only its number, to be said to somebody.
create function public.gist_for(p_person uuid, t public.tasks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('ref', t.ref, 'title', case when public.sees_task(p_person, t) then t.title else '' end)
$$;

-- replaces set_free, from 20261128000700
-- A task was done: whoever has one that waited for it, and for nothing else, is told. Answers them: {freed: [{ref, title}]}.
create or replace function public.set_free(ctx jsonb, t public.tasks) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.tasks; freed jsonb := '[]'; who uuid;
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
    freed := freed || public.gist_for((ctx ->> 'personId')::uuid, w);
    for who in select unnest(coalesce((select array_agg(person_id) from public.task_assignees where task_id = w.id), array[w.created_by])) loop
      perform public.tell(ctx, array[who], public.told(ctx, w, 'freed', public.gist_for(who, t)));
    end loop;
  end loop;
  return case when freed = '[]' then '{}' else jsonb_build_object('freed', freed) end;
end $$;

-- Whether what was held back still is so: its task is there, and still theirs when it was given to them.
create function public.is_still_so(h public.held) returns boolean
language sql stable security invoker set search_path = '' as $$
  select h.outcome ->> 'kind' is distinct from 'told' or exists (select 1 from public.tasks t
    where t.id = (h.outcome -> 'task' ->> 'id')::uuid and t.deleted_at is null and public.sees_task(h.person_id, t)
      and (h.outcome ->> 'what' is distinct from 'given'
        or exists (select 1 from public.task_assignees a where a.task_id = t.id and a.person_id = h.person_id)))
$$;

-- replaces go_round, from 20261128001900
-- The rounds, and what was held back while somebody wanted quiet.
create or replace function public.go_round(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; x public.people; zone text; said jsonb; one jsonb; told int := 0; r jsonb := public.make_rounds(p);
begin
  for x in
    select * from public.people q where q.organisation_id = org and q.deleted_at is null
      and exists (select 1 from public.held h where h.person_id = q.id) order by q.id for update skip locked
  loop
    zone := coalesce(x.time_zone, p ->> 'timeZone');
    continue when public.is_quiet(x, zone);
    with gone as (delete from public.held h where h.person_id = x.id returning h as was)
    select jsonb_agg((was).outcome order by (was).id) filter (where public.is_still_so(was)) into said from gone;
    continue when said is null;
    for one in select * from jsonb_array_elements(said) loop
      told := told + public.say(org, 'told:' || gen_random_uuid(), x, zone, one);
    end loop;
  end loop;
  return r || jsonb_build_object('told', told);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

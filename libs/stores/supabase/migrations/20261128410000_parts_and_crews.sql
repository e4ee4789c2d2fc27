-- A task becomes a part of another, or of none any more; people come to a task beside those it has, or leave it.

-- A part never holds its whole, nor waits for it; whoever makes it one sees both. Where it has no place of its own it is
-- where its whole is.
create function public.set_parent(ctx jsonb, t public.tasks, a jsonb) returns public.tasks
language plpgsql security invoker set search_path = '' as $$
declare w public.tasks;
begin
  if not a ?| array['parentId', 'parentRef'] then return t; end if;
  -- two that are made parts of each other at once, or a part and one that waits, must not both be: the key of `set_blockers`
  perform pg_advisory_xact_lock(hashtextextended(t.organisation_id::text || ':waits', 9));
  if a ->> 'parentId' is not null or a ? 'parentRef' then
    w := public.task_of(ctx, case when a ->> 'parentId' is not null
      then jsonb_build_object('id', a ->> 'parentId') else jsonb_build_object('ref', a -> 'parentRef') end);
    if not public.sees_task((ctx ->> 'personId')::uuid, w) then
      raise sqlstate 'PT404' using message = case when a ? 'parentRef' then 'There is no task #' || w.ref else 'There is no such task' end;
    end if;
    if w.id = t.id then raise sqlstate 'PT409' using message = 'A task cannot be a part of itself'; end if;
    if exists (select 1 from public.subtasks_of(t.id) s where s.id = w.id) then
      raise sqlstate 'PT409' using message = 'That would go round in a circle: #' || w.ref || ' is a part of #' || t.ref || ' already';
    end if;
    if exists (
      with recursive above as (
        select w.id, w.parent_id union
        select y.id, y.parent_id from public.tasks y join above c on y.id = c.parent_id)
      select 1 from above join public.task_blockers x on x.blocker_id = above.id
      where x.task_id = t.id or x.task_id in (select s.id from public.subtasks_of(t.id) s)) then
      raise sqlstate 'PT409' using message = '#' || t.ref || ' waits for #' || w.ref || ' and cannot be a part of it';
    end if;
  end if;
  update public.tasks set parent_id = w.id, site_id = coalesce(site_id, w.site_id) where id = t.id returning * into t;
  return t;
end $$;

-- `assigneeIds` instead of whoever has it, `addAssigneeIds` beside them, `removeAssigneeIds` no more.
-- replaces task_reassign, from 20261128000600
create or replace function public.task_reassign(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare t public.tasks := public.task_of(ctx, a); b jsonb := public.task_subject(t); had jsonb; wanted jsonb;
begin
  select coalesce(jsonb_agg(person_id order by position), '[]') into had from public.task_assignees where task_id = t.id;
  wanted := case when a ? 'addAssigneeIds' then had || (a -> 'addAssigneeIds')
    when a ? 'removeAssigneeIds' then had - array(select jsonb_array_elements_text(a -> 'removeAssigneeIds'))
    else a -> 'assigneeIds' end;
  if not a ? 'assigneeIds' and had @> wanted and wanted @> had then return public.task_changed(t, b, true); end if;
  perform public.give(ctx, t, wanted);
  update public.tasks set version = version + 1, updated_at = now() where id = t.id returning * into t;
  return public.task_changed(t, b);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

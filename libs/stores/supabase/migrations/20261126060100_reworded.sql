-- What a message said again in other words becomes is a row of `operations` too: making a record turns into changing it.
alter table public.operations
  -- the operation that takes the place of making the record a second time
  add column said_again text,
  -- names a function (made jsonb, a jsonb) returns jsonb in public: what of `a` is to be changed; `reworded` when absent
  add column reworded_by text;

update public.operations set said_again = 'task.update' where name in ('task.create', 'report.followup');
update public.operations set said_again = 'reminder.update' where name = 'reminder.create';
update public.operations set said_again = 'report.update', reworded_by = 'report_reworded' where name = 'report.create';

create function public.report_reworded(p_made jsonb, a jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select (a - 'newId' - 'album' - 'attachments' - 'observedAt' - 'timeZone')
    || jsonb_build_object('reworded', true, 'siteId', coalesce(a -> 'siteId', 'null'))
$$;

-- The step that changes what entry `e` made into what step `s` says.
create function public.said_again(e public.audit, s jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare o public.operations; made jsonb := e.after -> 'subject' -> e.entity; changes jsonb;
begin
  select * into o from public.operations x where x.name = s ->> 'op';
  if o.reworded_by is null then
    changes := public.reworded(e.entity, made, (s -> 'args') - 'parentRef' - 'parentId');
  else
    execute format('select public.%I($1, $2)', o.reworded_by) into changes using made, s -> 'args';
  end if;
  return jsonb_build_object('command', o.said_again, 'op', o.said_again, 'args', changes || jsonb_build_object('id', e.entity_id));
end $$;

create or replace function public.revised_steps(ctx jsonb, p_steps jsonb, p_platform_id text) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare s jsonb; e public.audit; steps jsonb := '[]'; used bigint[] := '{}'; acts boolean := false; ids jsonb := '{}';
begin
  for s in select * from jsonb_array_elements(p_steps) loop
    acts := acts or (s ? 'op' and s ->> 'op' not like '%.show');
    -- a step may point at the record an earlier step of the message makes: it points at the one that is there already
    if s -> 'args' ? 'id' and ids ? (s -> 'args' ->> 'id') then
      s := jsonb_set(s, '{args,id}', ids -> (s -> 'args' ->> 'id'));
    end if;
    if exists (select 1 from public.operations x where x.name = s ->> 'op' and x.said_again is not null) then
      select * into e from public.standing_of(ctx, p_platform_id) x
      where x.command = s ->> 'op' and not x.id = any (used) order by x.id limit 1;
      if found then
        used := used || e.id;
        if s -> 'args' ? 'newId' then ids := ids || jsonb_build_object(s -> 'args' ->> 'newId', e.entity_id); end if;
        s := public.said_again(e, s);
      end if;
    end if;
    steps := steps || jsonb_build_array(s);
  end loop;
  if not acts then return p_steps; end if;
  for e in
    select * from public.standing_of(ctx, p_platform_id) x where not x.id = any (used)
      -- an update made by an earlier revision of the same record goes with the record
      and not (x.command in (select said_again from public.operations where said_again is not null)
        and x.entity_id in (select entity_id from public.audit where id = any (used)))
    order by x.id desc
  loop
    begin
      if e.command in ('list.add', 'list.create') and public.speaks_of_list(steps, e.entity_id) then
        perform public.take_off(ctx, e);
      else
        perform public.take_back(ctx, 'change.undo', e);
      end if;
    exception when sqlstate 'PT409' then
      null; -- somebody has changed it since: it stays
    end;
  end loop;
  return steps;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

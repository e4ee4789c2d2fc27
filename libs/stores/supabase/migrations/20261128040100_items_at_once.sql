-- Several items go onto a list in one statement, so that what can be found of the list is made up once, not for each.

-- replaces put_items, from 20261128000800
create or replace function public.put_items(p_list uuid, p_items jsonb, out added jsonb, out skipped jsonb)
language plpgsql security invoker set search_path = '' as $$
declare last int;
begin
  select coalesce(max(position), 0) into last from public.list_items where list_id = p_list;
  with given as (
    select i, o, row_number() over (partition by lower(i ->> 'text'), i ->> 'quantity', i ->> 'unit' order by o) > 1
      or exists (select 1 from public.list_items x where x.list_id = p_list and x.checked_at is null
        and lower(x.text) = lower(i ->> 'text')
        and x.quantity is not distinct from i ->> 'quantity' and x.unit is not distinct from i ->> 'unit') is_there
    from jsonb_array_elements(coalesce(p_items, '[]')) with ordinality u (i, o)),
  made as (
    insert into public.list_items as n (list_id, position, text, quantity, unit)
    select p_list, last + row_number() over (order by o), i ->> 'text', i ->> 'quantity', i ->> 'unit'
    from given where not is_there order by o
    returning n item)
  select coalesce((select jsonb_agg(public.item_json(item) order by (item).position) from made), '[]'),
    coalesce((select jsonb_agg(i ->> 'text' order by o) from given where is_there), '[]')
  into added, skipped;
end $$;

-- Expressions of others' results: without a `set` PostgreSQL puts them in the place of the call.
alter function public.task_subject(public.tasks) reset search_path;
alter function public.task_changed(public.tasks, jsonb, boolean) reset search_path;
alter function public.reminder_changed(public.reminders, jsonb, boolean) reset search_path;
alter function public.list_subject(public.lists) reset search_path;
alter function public.list_changed(public.lists, jsonb, jsonb) reset search_path;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

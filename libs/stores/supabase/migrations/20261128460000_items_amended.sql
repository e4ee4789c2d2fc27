-- What is on a list is said otherwise: how much of it, or what it is. a: {id, itemIds | texts, other: {text?, quantity?, unit?, checked?}};
-- what is null in `other` is none any more.
create function public.list_amend(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare l public.lists := public.list_of(ctx, a); m record; b jsonb; done jsonb; o jsonb := a -> 'other';
begin
  select * into m from public.items_meant(l.id, a);
  b := public.items_json(m.ids);
  update public.list_items set text = coalesce(o ->> 'text', text),
    quantity = case when o ? 'quantity' then o ->> 'quantity' else quantity end,
    unit = case when o ? 'unit' then o ->> 'unit' else unit end,
    checked_at = case when not o ? 'checked' then checked_at when (o ->> 'checked')::boolean then coalesce(checked_at, now()) end,
    checked_by = case when not o ? 'checked' then checked_by
      when (o ->> 'checked')::boolean then coalesce(checked_by, (ctx ->> 'personId')::uuid) end
  where id = any (m.ids);
  done := public.items_json(m.ids);
  return public.items_changed(l, b, done, jsonb_build_object('items', done, 'skipped', m.missed));
end $$;

insert into public.operations (name, carried_out_by) values ('list.amend', 'list_amend');

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

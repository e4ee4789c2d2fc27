-- What is spoken of without saying on which list ("got the milk") is looked for among the items, not by reading every list.

-- p: {organisationId, viewerId, texts: in small letters, checked?}
-- Answers lists with those of their items that have all the words of one of the texts, and how many `others` there are.
create function public.show_items_like(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with texts as (select string_to_array(t, ' ') words from jsonb_array_elements_text(p -> 'texts') t),
  found as (
    select i.list_id, jsonb_agg(public.item_json(i) order by i.position) items, count(*)::int n
    from public.lists l join public.list_items i on i.list_id = l.id
    where l.organisation_id = (p ->> 'organisationId')::uuid and l.deleted_at is null
      and (not l.private or l.created_by = (p ->> 'viewerId')::uuid)
      and (not p ? 'checked' or (i.checked_at is not null) = (p ->> 'checked')::boolean)
      and exists (select 1 from texts where not exists (select 1 from unnest(texts.words) w where strpos(lower(i.text), w) = 0))
    group by i.list_id)
  select coalesce(jsonb_agg(public.list_part(l, f.items, (select count(*)::int from public.list_items x where x.list_id = l.id) - f.n) -> 'list'
    order by l.ref desc), '[]')
  from found f join public.lists l on l.id = f.list_id
$$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- Changes of the directory under an Idempotency-Key: the same request again answers what it answered then.
create function public.change_once(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare ctx jsonb := p -> 'ctx'; org uuid := (ctx ->> 'organisationId')::uuid; m public.messages; r jsonb;
begin
  insert into public.messages (organisation_id, source, source_id, request_hash, chat, person_id, body, sent_at, status, done_at)
  values (org, 'api', p -> 'idempotency' ->> 'sourceId', p -> 'idempotency' ->> 'requestHash', ctx ->> 'personId',
    (ctx ->> 'personId')::uuid, '{}', now(), 'done', now())
  on conflict (organisation_id, source, source_id) do nothing returning * into m;
  if not found then
    select * into m from public.messages
    where organisation_id = org and source = 'api' and source_id = p -> 'idempotency' ->> 'sourceId';
    return jsonb_build_object('result', m.outcomes -> 0, 'replayed', true, 'requestHash', m.request_hash);
  end if;
  case p ->> 'op'
    when 'person_create' then r := public.person_create(ctx, p -> 'a');
    when 'site_create' then r := public.site_create(ctx, p -> 'a');
    when 'key_create' then r := public.key_create(ctx, p -> 'a');
    else raise sqlstate 'PT501' using message = 'no such change: ' || (p ->> 'op');
  end case;
  update public.messages set outcomes = jsonb_build_array(r) where id = m.id;
  return jsonb_build_object('result', r, 'replayed', false, 'requestHash', m.request_hash);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

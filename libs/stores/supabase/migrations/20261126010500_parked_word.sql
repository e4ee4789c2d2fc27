-- That a message could not be done is not its answer: when it is tried again and done, that is said as well.
-- As in 20261124000700 but for the name under which it is said.
create or replace function public.return_message(p jsonb) returns text
language plpgsql security invoker set search_path = '' as $$
declare m public.messages;
begin
  update public.messages set
    status = case when attempts >= (p ->> 'maxAttempts')::int then 'parked' else 'pending' end,
    run_at = now() + make_interval(secs => (p ->> 'retrySeconds')::float8),
    error = p ->> 'error', lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending' returning * into m;
  if m.status = 'parked' and m.source = 'telegram' and m.person_id is not null then
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    select m.organisation_id, m.id || ':failed:' || extract(epoch from now()), m.id, m.source, m.chat, jsonb_build_object(
      'outcomes', '[{"kind": "said", "command": "none.unknown", "topic": "failed"}]'::jsonb, 'replyTo', m.body ->> 'platformId',
      'language', x.language, 'timeZone', coalesce(x.time_zone, 'UTC'))
    from public.people x where x.id = m.person_id
    on conflict (dedupe) do nothing;
  end if;
  return m.status;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

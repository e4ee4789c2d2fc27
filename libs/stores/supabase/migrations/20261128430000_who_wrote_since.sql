-- A chat where we were refused is closed, but not when somebody wrote there after what was refused had been taken to be
-- said: by now they let us.
-- replaces close_chat, from 20261128000200
create or replace function public.close_chat(p jsonb) returns void
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid;
begin
  if exists (select 1 from public.outbox o where o.id = (p ->> 'refused')::bigint and o.organisation_id = org
      and o.lease_until - make_interval(secs => (p ->> 'leaseSeconds')::float8) < (select m.received_at from public.messages m
        where m.organisation_id = org and m.source = o.channel and m.chat = o.chat order by m.seq desc limit 1)) then
    return;
  end if;
  insert into public.chats (organisation_id, channel, chat, open, reason)
  values (org, p ->> 'channel', p ->> 'chat', false, p ->> 'reason')
  on conflict (organisation_id, channel, chat) do update set open = false, reason = excluded.reason, updated_at = now();
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

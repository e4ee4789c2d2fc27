-- The path of a message in SQL: accept (and claim), commit, claim what a dead instance left, send.

-- Stores messages durably and leases those that may be worked on now to the caller.
-- p: {organisationId, owner, leaseSeconds, messages: [{source, sourceId, requestHash, chat, lane, personId | externalId, body, sentAt}]}
-- Answers one object per message, in order. `lane`: the chat's messages are worked off one after the other.
create function public.accept_messages(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  org uuid := (p ->> 'organisationId')::uuid;
  i jsonb; m public.messages; fresh boolean; free boolean; who public.people; c record; answers jsonb := '[]';
begin
  -- all lanes at once and always in the same order, so that two instances never wait for each other
  perform pg_advisory_xact_lock(k) from (
    select distinct hashtextextended(org::text || (x ->> 'source') || (x ->> 'chat'), 1) k
    from jsonb_array_elements(p -> 'messages') x where (x ->> 'lane')::boolean order by 1) lanes;
  for i in select * from jsonb_array_elements(p -> 'messages') loop
    who := null;
    if i ? 'personId' then
      select * into who from public.people x where x.id = (i ->> 'personId')::uuid and x.organisation_id = org and x.deleted_at is null;
    elsif i ? 'externalId' then
      select x.* into who from public.identities d join public.people x on x.id = d.person_id
      where d.organisation_id = org and d.source = i ->> 'source' and d.external_id = i ->> 'externalId' and x.deleted_at is null;
    end if;
    free := coalesce((i ->> 'claim')::boolean, true);
    if (i ->> 'lane')::boolean then
      free := free and not exists (select 1 from public.messages x where x.status = 'pending'
        and x.source = i ->> 'source' and x.chat = i ->> 'chat' and x.organisation_id = org);
    end if;
    insert into public.messages (organisation_id, source, source_id, request_hash, chat, person_id, external_id, body, sent_at,
      lease_owner, lease_until, attempts)
    values (org, i ->> 'source', i ->> 'sourceId', i ->> 'requestHash', i ->> 'chat', who.id, i ->> 'externalId', i -> 'body',
      (i ->> 'sentAt')::timestamptz,
      case when free then p ->> 'owner' end,
      case when free then now() + make_interval(secs => (p ->> 'leaseSeconds')::float8) end,
      case when free then 1 else 0 end)
    on conflict (organisation_id, source, source_id) do nothing
    returning * into m;
    fresh := found;
    if fresh and i ->> 'source' = 'telegram' and who.id is not null then
      perform public.open_chat(org, 'telegram', i ->> 'chat', case when i ->> 'chat' = i ->> 'externalId' then who.id end);
    end if;
    if not fresh then
      select * into m from public.messages x
      where x.organisation_id = org and x.source = i ->> 'source' and x.source_id = i ->> 'sourceId';
    end if;
    select v.last, v.pending into c from public.conversations v
    where v.organisation_id = org and v.source = m.source and v.chat = m.chat;
    answers := answers || jsonb_build_object(
      'id', m.id, 'fresh', fresh, 'claimed', fresh and free, 'status', m.status, 'requestHash', m.request_hash,
      'outcomes', m.outcomes, 'commands', m.commands, 'route', m.route,
      'person', case when who.id is null then null else jsonb_build_object('id', who.id, 'name', who.name, 'role', who.role,
        'timeZone', who.time_zone, 'language', who.language) end,
      'last', coalesce(case when m.body ? 'replyTo' then public.record_behind(org, m.source, m.chat, m.body ->> 'replyTo') end, c.last),
      'pending', case when c.pending ->> 'askedOf' = who.id::text then c.pending end,
      'directoryVersion', (select directory_version from public.organisations where id = org));
  end loop;
  return answers;
end $$;

create function public.shown(p_kind text, p_page jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object('shown', jsonb_build_object(
    p_kind, coalesce((select jsonb_agg(x order by o) from jsonb_array_elements(p_page -> 'items') with ordinality u (x, o)
      where o <= (p_page ->> 'limit')::int), '[]'),
    'more', jsonb_array_length(p_page -> 'items') > (p_page ->> 'limit')::int))
$$;

-- One step, by the name of its command. The list of names is the list of what can be done.
create function public.apply_step(ctx jsonb, op text, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org jsonb := jsonb_build_object('organisationId', ctx -> 'organisationId');
begin
  case op
    when 'task.show' then return public.shown('tasks', public.show_tasks(a || org));
    when 'list.show' then return public.shown('lists', public.show_lists(a || org));
    when 'reminder.show' then return public.shown('reminders', public.show_reminders(a || org));
    when 'report.status' then return public.report_status(ctx, a);
    when 'change.undo' then return public.change_undo(ctx, a);
    when 'change.redo' then return public.change_undo(ctx, a, true);
    when 'task.create' then return public.task_create(ctx, a);
    when 'task.complete' then return public.task_complete(ctx, a);
    when 'task.reopen' then return public.task_reopen(ctx, a);
    when 'task.update' then return public.task_update(ctx, a);
    when 'task.reassign' then return public.task_reassign(ctx, a);
    when 'task.note' then return public.task_note(ctx, a);
    when 'task.delete' then return public.task_delete(ctx, a);
    when 'list.create' then return public.list_create(ctx, a);
    when 'list.add' then return public.list_add(ctx, a);
    when 'list.remove' then return public.list_remove(ctx, a);
    when 'list.check' then return public.list_check(ctx, a);
    when 'list.uncheck' then return public.list_check(ctx, a || '{"checked": false}');
    when 'list.rename' then return public.list_rename(ctx, a);
    when 'list.clear' then return public.list_clear(ctx, a);
    when 'list.delete' then return public.list_delete(ctx, a);
    when 'reminder.create' then return public.reminder_create(ctx, a);
    when 'reminder.update' then return public.reminder_update(ctx, a);
    when 'reminder.snooze' then return public.reminder_update(ctx, a);
    when 'reminder.cancel' then return public.reminder_cancel(ctx, a);
    else raise sqlstate 'PT501' using message = 'no such step: ' || op;
  end case;
end $$;

-- Carries out the steps of one message (or one API request) in one transaction: records, audit, outbox, conversation, done.
-- A step is {command, op, args} or {outcome}; each change is atomic by itself and a refused one leaves no trace of its own.
-- p: {context: {organisationId, personId, source, chat, messageId?}, owner?, route?, steps, reply?: {channel, chat, replyTo, language},
--     idempotency?: {sourceId, requestHash, body}}
create function public.commit_steps(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare
  ctx jsonb := p -> 'context'; org uuid := (ctx ->> 'organisationId')::uuid; mid uuid := (ctx ->> 'messageId')::uuid;
  s jsonb; r jsonb; o jsonb; done jsonb := '[]'; gist jsonb; ask jsonb; m public.messages; aid bigint;
  state text; said text; field text; steps jsonb;
begin
  if mid is not null then
    select * into m from public.messages where id = mid for update;
    if m.status <> 'pending' or m.lease_owner is distinct from p ->> 'owner' then
      raise sqlstate 'PT409' using message = 'message ' || mid || ' is no longer leased to ' || coalesce(p ->> 'owner', 'anybody');
    end if;
  elsif p ? 'idempotency' then
    insert into public.messages (organisation_id, source, source_id, request_hash, chat, person_id, body, sent_at, lease_owner)
    values (org, 'api', p -> 'idempotency' ->> 'sourceId', p -> 'idempotency' ->> 'requestHash', ctx ->> 'chat',
      (ctx ->> 'personId')::uuid, coalesce(p -> 'idempotency' -> 'body', '{}'), now(), p ->> 'owner')
    on conflict (organisation_id, source, source_id) do nothing returning * into m;
    if not found then
      select * into m from public.messages
      where organisation_id = org and source = 'api' and source_id = p -> 'idempotency' ->> 'sourceId';
      return jsonb_build_object('outcomes', m.outcomes, 'replayed', true, 'requestHash', m.request_hash);
    end if;
    mid := m.id;
    ctx := ctx || jsonb_build_object('messageId', mid);
  end if;

  steps := p -> 'steps';
  if p ? 'revises' then steps := public.revised_steps(ctx, steps, p ->> 'revises'); end if;
  for s in select * from jsonb_array_elements(steps) loop
    if s ? 'outcome' then
      o := s -> 'outcome';
      if o ->> 'kind' = 'asked' then
        o := o || jsonb_build_object('id', left(coalesce(mid, gen_random_uuid())::text, 8));
        ask := o || jsonb_build_object('askedOf', ctx ->> 'personId');
      end if;
      if s ? 'last' then gist := s -> 'last'; end if;
    else
      begin
        r := public.apply_step(ctx, s ->> 'op', s -> 'args');
        aid := null;
        if r ? 'shown' then
          o := jsonb_build_object('kind', 'shown', 'command', s ->> 'command')
            || case when r -> 'shown' ? 'kind' then '{}' else jsonb_build_object('of', coalesce(s -> 'of', '{}')) end || (r -> 'shown');
          done := done || jsonb_build_array(o);
          gist := coalesce(public.gist_of_shown(o), gist);
          continue;
        end if;
        if not coalesce((r ->> 'unchanged')::boolean, false) and not r ? 'audited' then
          insert into public.audit (organisation_id, person_id, message_id, command, entity, entity_id, before, after, route)
          values (org, (ctx ->> 'personId')::uuid, mid, s ->> 'command', r ->> 'entity', (r ->> 'entityId')::uuid,
            r -> 'before', (r - 'before' - 'entity' - 'entityId'), p -> 'route')
          returning id into aid;
        end if;
        o := jsonb_build_object('kind', 'changed', 'command', s ->> 'command') || (r - 'entity' - 'entityId' - 'audited')
          || case when aid is null then '{}' else jsonb_build_object('auditId', aid) end;
        if s ->> 'op' not like '%.delete' and s ->> 'op' not like 'change.%' then gist := public.subject_gist(r -> 'subject'); end if;
      exception when others then
        get stacked diagnostics state = returned_sqlstate, said = message_text, field = column_name;
        o := case when state = 'PT412' then '{"stale": true}' else '{}' end::jsonb
          || jsonb_build_object('kind', 'refused', 'command', s ->> 'command', 'reason', said, 'code', case state
          when 'PT403' then 'forbidden' when 'PT404' then 'not_found' when 'PT409' then 'conflict' when 'PT412' then 'conflict'
          when 'PT400' then 'invalid' when 'PT422' then 'invalid' else null end);
        if o ->> 'code' is null then
          if state in ('23503', '23514', '22001', '22003', '22007', '22008', '22P05') then
            o := o || jsonb_build_object('code', 'invalid', 'reason', 'That cannot be stored as it is' || coalesce(' (' || nullif(field, '') || ')', ''));
          else
            raise;
          end if;
        end if;
      end;
    end if;
    done := done || jsonb_build_array(o);
  end loop;

  if p ? 'reply' and p -> 'reply' <> 'null' then
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    values (org, coalesce(p -> 'reply' ->> 'once', mid || ':reply'), mid, p -> 'reply' ->> 'channel', p -> 'reply' ->> 'chat',
      jsonb_build_object('outcomes', done, 'route', p -> 'route') || ((p -> 'reply') - 'channel' - 'chat' - 'once'))
    on conflict (dedupe) do nothing;
  end if;
  if mid is not null then
    update public.messages set status = 'done', done_at = now(), outcomes = done, route = p -> 'route', commands = p -> 'commands',
      person_id = coalesce(person_id, (ctx ->> 'personId')::uuid), lease_owner = null, lease_until = null,
      body = case when coalesce((p ->> 'forget')::boolean, false) then '{}' else body end
    where id = mid;
  end if;
  -- last, because every message of the chat writes this row
  if ctx ? 'chat' and mid is not null and not p ? 'idempotency' then
    insert into public.conversations as v (organisation_id, source, chat, last, pending)
    values (org, ctx ->> 'source', ctx ->> 'chat', gist, ask)
    on conflict (organisation_id, source, chat) do update
      set last = coalesce(excluded.last, v.last), updated_at = now(),
        pending = case when excluded.pending is null and v.pending ->> 'askedOf' is distinct from ctx ->> 'personId'
          then v.pending else excluded.pending end;
  end if;
  return jsonb_build_object('outcomes', done, 'messageId', mid);
end $$;

-- Leases the oldest waiting message of each chat whose turn it is, oldest first. One that was leased `maxAttempts` times
-- and never given back, because whoever had it died, is parked instead.
create function public.claim_messages(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select m.id from public.messages m
    where m.organisation_id = (p ->> 'organisationId')::uuid and m.status = 'pending' and m.run_at <= now()
      and (m.lease_until is null or m.lease_until < now() or coalesce((p ->> 'alone')::boolean, false)
        and m.lease_owner is distinct from p ->> 'owner')
      and not exists (select 1 from public.messages e where e.source = m.source and e.chat = m.chat
        and e.organisation_id = m.organisation_id and e.status = 'pending' and e.seq < m.seq)
    order by m.seq limit coalesce((p ->> 'limit')::int, 10) for update of m skip locked),
  mine as (
    update public.messages m set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8),
      status = case when attempts >= (p ->> 'maxAttempts')::int then 'parked' else status end,
      error = case when attempts >= (p ->> 'maxAttempts')::int then 'never finished nor given back' else error end
    from ready where m.id = ready.id returning m.*)
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'source', m.source, 'sourceId', m.source_id, 'chat', m.chat, 'externalId', m.external_id, 'body', m.body,
    'sentAt', public.instant(m.sent_at), 'attempts', m.attempts,
    'person', (select jsonb_build_object('id', x.id, 'name', x.name, 'role', x.role, 'timeZone', x.time_zone, 'language', x.language)
      from public.people x where x.deleted_at is null and x.id = coalesce(m.person_id, (
        select d.person_id from public.identities d where d.organisation_id = m.organisation_id and d.source = m.source
          and d.external_id = m.external_id))),
    'last', coalesce(case when m.body ? 'replyTo' then public.record_behind(m.organisation_id, m.source, m.chat, m.body ->> 'replyTo') end, v.last),
    'pending', case when v.pending ->> 'askedOf' = m.person_id::text then v.pending end,
    'directoryVersion', (select directory_version from public.organisations where id = m.organisation_id)) order by m.seq), '[]')
  into found
  from mine m left join public.conversations v
    on v.organisation_id = m.organisation_id and v.source = m.source and v.chat = m.chat
  where m.status = 'pending';
  return found;
end $$;

-- Finishes a message of somebody unknown: one refusal for each of them, and nothing kept of what they said.
create function public.turn_away(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (p ->> 'organisationId')::uuid; answer jsonb := '[]';
begin
  if not exists (select 1 from public.outbox o where o.dedupe = 'stranger:' || org || ':' || (p ->> 'channel') || ':' || (p ->> 'externalId')) then
    answer := '[{"kind": "said", "command": "none.unknown", "topic": "stranger"}]';
    answer := jsonb_set(answer, '{0,about}', to_jsonb(p ->> 'externalId'));
    insert into public.outbox (organisation_id, dedupe, message_id, channel, chat, body)
    values (org, 'stranger:' || org || ':' || (p ->> 'channel') || ':' || (p ->> 'externalId'), (p ->> 'id')::uuid,
      p ->> 'channel', p ->> 'chat', jsonb_build_object('outcomes', answer, 'language', 'en', 'timeZone', 'UTC'))
    on conflict (dedupe) do nothing;
  end if;
  update public.messages set status = 'done', done_at = now(), outcomes = answer, body = '{}',
    lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending';
  return answer;
end $$;

-- Gives a leased message back: to be tried again after a while, or parked with its text kept once it was tried too often.
create function public.return_message(p jsonb) returns text
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
    select m.organisation_id, m.id || ':reply', m.id, m.source, m.chat, jsonb_build_object(
      'outcomes', '[{"kind": "said", "command": "none.unknown", "topic": "failed"}]'::jsonb, 'replyTo', m.body ->> 'platformId',
      'language', x.language, 'timeZone', coalesce(x.time_zone, 'UTC'))
    from public.people x where x.id = m.person_id
    on conflict (dedupe) do nothing;
  end if;
  return m.status;
end $$;

-- A parked message is tried again, from the first attempt on.
create function public.retry_message(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  update public.messages set status = 'pending', attempts = 0, run_at = now(), error = null, lease_owner = null, lease_until = null
  where organisation_id = (p ->> 'organisationId')::uuid and id = (p ->> 'id')::uuid and status = 'parked';
  return found;
end $$;

-- Leases the head of each chat's queue of things to be sent.
create function public.claim_outbox(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select o.id, o.lease_until is not null as again from public.outbox o
    where o.status = 'pending' and o.run_at <= now() and o.organisation_id = (p ->> 'organisationId')::uuid
      and (o.lease_until is null or o.lease_until < now() or coalesce((p ->> 'alone')::boolean, false)
        and o.lease_owner is distinct from p ->> 'owner')
      and not exists (select 1 from public.chats c where c.organisation_id = o.organisation_id and c.channel = o.channel
        and c.chat = o.chat and not c.open)
      and not exists (select 1 from public.outbox e where e.channel = o.channel and e.chat = o.chat
        and e.organisation_id = o.organisation_id and e.status = 'pending' and e.id < o.id)
    order by o.id limit coalesce((p ->> 'limit')::int, 10) for update of o skip locked),
  mine as (
    update public.outbox o set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8)
    from ready where o.id = ready.id returning o.*, ready.again)
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'again', again, 'channel', channel, 'chat', chat, 'body', body, 'attempts', attempts,
    'messageId', message_id) order by id), '[]') into found from mine;
  return found;
end $$;

create function public.finish_outbox(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
begin
  update public.outbox set
    status = case when (p ->> 'sent')::boolean then 'sent' when coalesce((p ->> 'giveUp')::boolean, false) then 'failed' else 'pending' end,
    sent_at = case when (p ->> 'sent')::boolean then now() end,
    platform_id = p ->> 'platformId', error = p ->> 'error',
    run_at = now() + make_interval(secs => coalesce((p ->> 'retrySeconds')::float8, 0)),
    lease_owner = null, lease_until = null
  where id = (p ->> 'id')::bigint and lease_owner = p ->> 'owner' and status = 'pending';
  return found;
end $$;

-- Messages of a conversation with what came of them, newest first.
create function public.show_messages(p jsonb) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare found jsonb; lim int := least(coalesce((p ->> 'limit')::int, 20), 200);
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', m.id, 'seq', m.seq, 'source', m.source, 'chat', m.chat, 'person', public.person_ref(m.person_id),
    'text', m.body ->> 'text', 'sentAt', public.instant(m.sent_at), 'status', m.status, 'outcomes', m.outcomes, 'commands', m.commands, 'route', m.route,
    'delivery', (select jsonb_build_object('status', o.status, 'attempts', o.attempts) from public.outbox o
      where o.message_id = m.id order by o.id limit 1)) order by m.seq desc), '[]') into found
  from (
    select * from public.messages m
    where m.organisation_id = (p ->> 'organisationId')::uuid and m.source <> 'api'
      and (not p ? 'id' or m.id = (p ->> 'id')::uuid)
      and (not p ? 'source' or m.source = p ->> 'source')
      and (not p ? 'chat' or m.chat = p ->> 'chat')
      and (not p ? 'personId' or m.person_id = (p ->> 'personId')::uuid)
      and (not p ? 'status' or m.status = p ->> 'status')
      and (not p ? 'beforeSeq' or m.seq < (p ->> 'beforeSeq')::bigint)
    order by m.seq desc limit lim + 1) m;
  return jsonb_build_object('items', found, 'limit', lim);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

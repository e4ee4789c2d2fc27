-- Messages of one chat that are carried out at the same time do not wait for one another's end over what it was about last.

-- Carries out the steps of one message (or one API request) in one transaction: records, audit, outbox, conversation, done.
-- A step is {command, op, args} or {outcome}; each change is atomic by itself and a refused one leaves no trace of its own.
-- p: {context: {organisationId, personId, source, chat, messageId?}, owner?, route?, steps, reply?: {channel, chat, replyTo, language},
--     idempotency?: {sourceId, requestHash, body}}
-- replaces commit_steps, from 20261128000400
create or replace function public.commit_steps(p jsonb) returns jsonb
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
  if p ? 'revises' or public.reaches_far(steps) then perform public.lock_targets(ctx, steps, p ->> 'revises'); end if;
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
  -- last, because every message of the chat writes this row. One that another message is just writing is left to that one,
  -- for what is said at the same time has no order; not where a question is asked or waits for its answer
  if ctx ? 'chat' and mid is not null and not p ? 'idempotency' then
    with free as (
      select from public.conversations v
      where v.organisation_id = org and v.source = ctx ->> 'source' and v.chat = ctx ->> 'chat' for update skip locked)
    update public.conversations v
    set last = coalesce(gist, v.last), updated_at = now(),
      pending = case when ask is null and v.pending ->> 'askedOf' is distinct from ctx ->> 'personId' then v.pending else ask end
    from free where v.organisation_id = org and v.source = ctx ->> 'source' and v.chat = ctx ->> 'chat';
    if not found and (ask is not null or not exists (select 1 from public.conversations v
      where v.organisation_id = org and v.source = ctx ->> 'source' and v.chat = ctx ->> 'chat' and v.pending is null)) then
      insert into public.conversations as v (organisation_id, source, chat, last, pending)
      values (org, ctx ->> 'source', ctx ->> 'chat', gist, ask)
      on conflict (organisation_id, source, chat) do update
        set last = coalesce(excluded.last, v.last), updated_at = now(),
          pending = case when excluded.pending is null and v.pending ->> 'askedOf' is distinct from ctx ->> 'personId'
            then v.pending else excluded.pending end;
    end if;
  end if;
  return jsonb_build_object('outcomes', done, 'messageId', mid);
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- What can be done is a row: a new kind of record adds its own and changes no function. Steps become records here, all of
-- one message in one transaction.

-- `carried_out_by` names a function (ctx jsonb, a jsonb) returns jsonb in public; `given` is laid over the arguments.
create table public.operations (
  name text primary key,
  carried_out_by text not null,
  given jsonb not null default '{}',
  -- the operation that takes the place of making the record a second time
  said_again text,
  -- names a function (made jsonb, a jsonb) returns jsonb in public: what of `a` is to be changed; `reworded` when absent
  reworded_by text
);

-- `restored_by` names a function (ctx jsonb, id uuid, snapshot jsonb) returns jsonb in public; no snapshot: it was not there.
create table public.undoable (
  entity text primary key,
  restored_by text not null,
  -- where the records of an entity are, for those that have an `id`, a `ref` and an `organisation_id`: they are locked beforehand
  kept_in text
);

create function public.shown(p_kind text, p_page jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object('shown', jsonb_build_object(
    p_kind, coalesce((select jsonb_agg(x order by o) from jsonb_array_elements(p_page -> 'items') with ordinality u (x, o)
      where o <= (p_page ->> 'limit')::int), '[]'),
    'more', jsonb_array_length(p_page -> 'items') > (p_page ->> 'limit')::int))
$$;

-- What can be said of a record in one word: kind, id, short number, title. A conversation is about records; somebody's
-- settings are none.
create function public.subject_gist(s jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case when s ->> 'kind' <> 'settings' then
    jsonb_build_object('kind', s ->> 'kind', 'id', r ->> 'id', 'ref', r -> 'ref', 'title', coalesce(r ->> 'title', r ->> 'name')) end
  from (select s -> (s ->> 'kind') r) x
$$;

-- When exactly one record was shown, of whatever kind, the conversation is about it.
create function public.gist_of_shown(o jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select public.subject_gist(jsonb_build_object('kind', k, k, o -> (k || 's') -> 0))
  from unnest(array['task', 'list', 'reminder', 'report', 'template']) k
  where jsonb_typeof(o -> (k || 's')) = 'array' and jsonb_array_length(o -> (k || 's')) = 1 limit 1
$$;

create function public.gist_of_outcome(o jsonb) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select case o ->> 'kind'
    when 'changed' then public.subject_gist(o -> 'subject')
    when 'shown' then public.gist_of_shown(o)
    when 'reminded' then public.subject_gist(jsonb_build_object('kind', 'reminder', 'reminder', o -> 'reminder'))
  end
$$;

-- The record a message of a chat is about: one of the bot's own, or one somebody wrote.
create function public.record_behind(org uuid, p_source text, p_chat text, p_platform_id text) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.gist_of_outcome(o) from (
    select body -> 'outcomes' outcomes from public.outbox
    where organisation_id = org and channel = p_source and chat = p_chat and platform_id = p_platform_id
    union all
    select outcomes from public.messages
    where organisation_id = org and source = p_source and chat = p_chat and body ->> 'platformId' = p_platform_id and body ? 'platformId'
  ) m, jsonb_array_elements(coalesce(m.outcomes, '[]')) o
  where public.gist_of_outcome(o) is not null limit 1
$$;

-- One step, by the name of its operation. Every step is told who looks (`viewerId`), so that nothing is shown of sites that
-- are not theirs.
create function public.apply_step(ctx jsonb, op text, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare o public.operations; r jsonb;
begin
  select * into o from public.operations x where x.name = op;
  if not found then raise sqlstate 'PT501' using message = 'no such step: ' || op; end if;
  perform public.stay_within(ctx, op, a);
  execute format('select public.%I($1, $2)', o.carried_out_by) into r
  using ctx, a || o.given || jsonb_build_object('viewerId', ctx -> 'personId');
  return r;
end $$;

-- Whether carrying this out takes more than one record; completing a task that repeats sets its subtasks anew.
create function public.reaches_far(p_steps jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select count(*) > 1
    or coalesce(bool_or(s ->> 'op' in ('task.complete', 'task.delete', 'list.rename') or s ->> 'op' like 'change.%'), false)
  from jsonb_array_elements(p_steps) s where s ? 'op' and s ->> 'op' not like '%.show'
$$;

-- What an undo or a redo is likely about; should it turn out to be about something else, that is locked when it is reached.
create function public.undo_targets(ctx jsonb, a jsonb, p_redo boolean) returns table (entity text, id uuid)
language sql stable security invoker set search_path = '' as $$
  with meant as (
    select x.id, x.message_id from public.audit x
    where x.organisation_id = (ctx ->> 'organisationId')::uuid and x.at > now() - interval '10 minutes'
      and (x.command = 'change.undo') = p_redo and not exists (select 1 from public.audit u where u.undoes = x.id)
      and case when a ? 'auditId' then x.id = (a ->> 'auditId')::bigint else x.person_id = (ctx ->> 'personId')::uuid end
    order by x.id desc limit 1)
  select x.entity, x.entity_id from public.audit x join meant m on x.id = m.id or x.message_id = m.message_id
$$;

-- Locks all that these steps are about: names of lists first, then records by entity and id. Messages that touch the same
-- records take them in the same order, so that none waits for one that waits for it.
create function public.lock_targets(ctx jsonb, p_steps jsonb, p_revises text) returns void
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; names text[]; kind record; far uuid[]; ids uuid[]; refs int[];
begin
  select coalesce(array_agg(distinct lower(n)), '{}') into names
  from jsonb_array_elements(p_steps) s, lateral (values (s -> 'args' ->> 'name'), (s -> 'args' ->> 'newName')) v (n)
  where s ->> 'op' like 'list.%' and s ->> 'op' <> 'list.show' and n is not null;
  perform pg_advisory_xact_lock(k) from (
    select distinct hashtextextended(org || ':' || n, 7) k from unnest(names) n order by 1) keys;

  for kind in select u.entity, u.kept_in from public.undoable u where u.kept_in is not null order by u.entity loop
    -- what is no id and no number is refused by its own step
    select array_agg((a ->> k)::uuid) filter (where k like '%d' and a ->> k ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
      array_agg((a ->> k)::int) filter (where k like '%ef' and a ->> k ~ '^\d{1,9}$')
    into ids, refs
    from (select s -> 'args' a from jsonb_array_elements(p_steps) s where s ->> 'op' like kind.entity || '.%') x,
      unnest(array['id', 'parentId', 'ref', 'parentRef']) k;
    select array_agg(t.id) into far from (
      select y.entity, y.id from jsonb_array_elements(p_steps) s,
        lateral public.undo_targets(ctx, s -> 'args', s ->> 'op' = 'change.redo') y where s ->> 'op' like 'change.%'
      union select z.entity, z.entity_id from public.standing_of(ctx, p_revises) z where p_revises is not null) t
    where t.entity = kind.entity;
    ids := coalesce(ids, '{}') || coalesce(far, '{}');
    refs := coalesce(refs, '{}');
    if kind.entity = 'list' then
      ids := ids || array(select l.id from public.lists l where l.organisation_id = org and lower(l.name) = any (names) and l.deleted_at is null);
    elsif kind.entity = 'task' then
      -- its subtasks go, and come back, with a task
      ids := array(with recursive branch as (
        select t.id from public.tasks t where t.organisation_id = org and (t.id = any (ids) or t.ref = any (refs))
        union select c.id from public.tasks c join branch on c.parent_id = branch.id) select b.id from branch b);
    end if;
    execute format('select 1 from public.%I where organisation_id = $1 and (id = any ($2) or ref = any ($3)) order by id for update', kind.kept_in)
      using org, ids, refs;
  end loop;
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

alter table public.operations enable row level security;
alter table public.undoable enable row level security;

revoke all on public.operations, public.undoable from anon, authenticated;
grant select on public.operations, public.undoable to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

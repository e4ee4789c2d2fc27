-- Messages that touch the same records take them in the same order, so that none waits for one that waits for it.

-- The directory's version is written at the end of a transaction: a new list amid other steps holds up nobody who waits for
-- what this one has.
drop trigger lists_changed on public.lists;
create constraint trigger lists_changed after insert or update on public.lists
  deferrable initially deferred for each row execute function public.list_names_changed();

-- Where the records of an entity are, for those that have an `id`, a `ref` and an `organisation_id`: they are locked beforehand.
alter table public.undoable add column kept_in text;
update public.undoable set kept_in = entity || 's' where entity in ('task', 'list', 'reminder');

-- Whether carrying this out takes more than one record.
create function public.reaches_far(p_steps jsonb) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select count(*) > 1 or coalesce(bool_or(s ->> 'op' in ('task.delete', 'list.rename') or s ->> 'op' like 'change.%'), false)
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

-- Locks all that these steps are about: names of lists first, then records by entity and id.
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

-- As it was, and locks what it touches before it begins.
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

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

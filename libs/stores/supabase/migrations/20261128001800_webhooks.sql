-- gathers 20261124000000 to 20261127130000, last in commit 014bb38
-- Outgoing webhooks: what is audited is also told to whoever asked, in the same transaction, and sent from here.

-- What may be made under an Idempotency-Key: functions (ctx jsonb, a jsonb) returns jsonb in public.
create table public.creations (name text primary key);

insert into public.creations (name) values ('person_create'), ('site_create'), ('key_create'), ('webhook_create');

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
  if not exists (select 1 from public.creations c where c.name = p ->> 'op') then
    raise sqlstate 'PT501' using message = 'no such change: ' || (p ->> 'op');
  end if;
  execute format('select public.%I($1, $2)', p ->> 'op') into r using ctx, p -> 'a';
  update public.messages set outcomes = jsonb_build_array(r) where id = m.id;
  return jsonb_build_object('result', r, 'replayed', false, 'requestHash', m.request_hash);
end $$;

create table public.webhooks (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  url text not null check (length(url) between 1 and 2000),
  -- patterns of event names: task.create, task.*, *
  events text[] not null,
  -- signs what is sent, so it is kept as it is; shown once
  secret text not null,
  enabled boolean not null default true,
  -- how many deliveries have failed since the last that arrived
  failures int not null default 0,
  created_by uuid not null references public.people (id),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index webhooks_live on public.webhooks (organisation_id) where deleted_at is null;

create table public.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  organisation_id uuid not null references public.organisations (id),
  webhook_id uuid not null references public.webhooks (id),
  event text not null,
  body jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  lease_owner text,
  lease_until timestamptz,
  response_status int,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index webhook_deliveries_pending on public.webhook_deliveries (organisation_id, run_at) where status = 'pending';
create index webhook_deliveries_of_webhook on public.webhook_deliveries (webhook_id, seq desc);

create function public.webhook_json(w public.webhooks) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', w.id, 'url', w.url, 'events', to_jsonb(w.events), 'enabled', w.enabled, 'failures', w.failures,
    'createdBy', public.person_ref(w.created_by),
    'createdAt', public.instant(w.created_at), 'updatedAt', public.instant(w.updated_at), 'version', w.version)
$$;

create function public.delivery_json(d public.webhook_deliveries) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('id', d.id, 'event', d.event, 'status', d.status, 'attempts', d.attempts, 'body', d.body,
    'responseStatus', d.response_status, 'error', d.error,
    'nextAttemptAt', case when d.status = 'pending' then public.instant(d.run_at) end,
    'createdAt', public.instant(d.created_at), 'sentAt', public.instant(d.sent_at))
$$;

create function public.webhook_create(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks;
begin
  insert into public.webhooks (organisation_id, url, events, secret, created_by)
  values ((ctx ->> 'organisationId')::uuid, a ->> 'url', array(select jsonb_array_elements_text(a -> 'events')), a ->> 'secret',
    (ctx ->> 'personId')::uuid) returning * into w;
  perform public.person_audit(ctx, 'webhook.create', w.id, null, public.webhook_json(w));
  return public.webhook_json(w);
end $$;

create function public.webhook_of(ctx jsonb, a jsonb) returns public.webhooks
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks;
begin
  select * into w from public.webhooks where organisation_id = (ctx ->> 'organisationId')::uuid and id = (a ->> 'id')::uuid
    and deleted_at is null for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such webhook'; end if;
  if a ? 'version' and (a ->> 'version')::int <> w.version then
    raise sqlstate 'PT412' using message = 'The webhook has changed since you read it (version ' || w.version || ' now)';
  end if;
  return w;
end $$;

create function public.webhook_update(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks := public.webhook_of(ctx, a); b jsonb := public.webhook_json(w);
begin
  update public.webhooks set
    url = case when a ? 'url' then a ->> 'url' else url end,
    events = case when a ? 'events' then array(select jsonb_array_elements_text(a -> 'events')) else events end,
    secret = case when a ? 'secret' then a ->> 'secret' else secret end,
    enabled = case when a ? 'enabled' then (a ->> 'enabled')::boolean else enabled end,
    failures = case when (a ->> 'enabled')::boolean then 0 else failures end,
    version = version + 1, updated_at = now()
  where id = w.id returning * into w;
  perform public.person_audit(ctx, 'webhook.update', w.id, b, public.webhook_json(w));
  return public.webhook_json(w);
end $$;

create function public.webhook_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks := public.webhook_of(ctx, a); b jsonb := public.webhook_json(w);
begin
  update public.webhooks set deleted_at = now(), version = version + 1, updated_at = now() where id = w.id;
  update public.webhook_deliveries set status = 'failed', error = 'the webhook was deleted', lease_owner = null, lease_until = null
  where webhook_id = w.id and status = 'pending';
  perform public.person_audit(ctx, 'webhook.delete', w.id, b, null);
  return b;
end $$;

create function public.show_webhooks(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200), 'items', coalesce(jsonb_agg(public.webhook_json(x) || jsonb_build_object('seq', x.seq) order by x.seq), '[]'))
  from (select * from public.webhooks q where q.organisation_id = (p ->> 'organisationId')::uuid and q.deleted_at is null
      and (not p ? 'id' or q.id = (p ->> 'id')::uuid)
      and (not p ? 'afterSeq' or q.seq > (p ->> 'afterSeq')::bigint)
    order by q.seq limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

-- newest first
create function public.show_deliveries(p jsonb) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select jsonb_build_object('limit', least(coalesce((p ->> 'limit')::int, 20), 200), 'items', coalesce(jsonb_agg(public.delivery_json(x) || jsonb_build_object('seq', x.seq) order by x.seq desc), '[]'))
  from (select * from public.webhook_deliveries q where q.organisation_id = (p ->> 'organisationId')::uuid
      and q.webhook_id = (p ->> 'webhookId')::uuid
      and (not p ? 'status' or q.status = p ->> 'status')
      and (not p ? 'beforeSeq' or q.seq < (p ->> 'beforeSeq')::bigint)
    order by q.seq desc limit least(coalesce((p ->> 'limit')::int, 20), 200) + 1) x
$$;

-- Whether an event is among those a webhook asked for: by its name, or all of a kind of record (an undone task is a task).
create function public.event_is_wanted(p_events text[], p_event text, p_entity text) returns boolean
language sql immutable security invoker set search_path = '' as $$
  select p_events && array['*', p_event, split_part(p_event, '.', 1) || '.*', p_entity || '.*']
$$;

-- Puts an event into the queue of whoever wants it; answers how many do.
create function public.tell(org uuid, p_event text, p_entity text, p_data jsonb, p_only uuid default null) returns int
language plpgsql security invoker set search_path = '' as $$
declare n int;
begin
  insert into public.webhook_deliveries (organisation_id, webhook_id, event, body)
  select org, w.id, p_event, jsonb_build_object('type', p_event, 'timestamp', public.instant(now()), 'data', p_data)
  from public.webhooks w
  where w.organisation_id = org and w.deleted_at is null and w.enabled
    and (w.id = p_only or p_only is null and public.event_is_wanted(w.events, p_event, p_entity));
  get diagnostics n = row_count;
  return n;
end $$;

-- Changes of webhooks themselves and of keys are nobody's business but the audit's.
create function public.audit_is_told() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  if new.command like 'webhook.%' or new.command like 'key.%' then return null; end if;
  -- what is private is told to nobody
  if new.entity = 'list' and exists (select 1 from public.lists l where l.id = new.entity_id and l.private) then return null; end if;
  if not exists (select 1 from public.webhooks w where w.organisation_id = new.organisation_id and w.deleted_at is null and w.enabled) then
    return null;
  end if;
  perform public.tell(new.organisation_id, new.command, new.entity, jsonb_build_object('auditId', new.id, 'entity', new.entity, 'id', new.entity_id,
    'person', public.person_ref(new.person_id), 'messageId', new.message_id,
    'before', coalesce(new.before -> new.entity, new.before),
    'after', case when new.command like '%.delete' then null else coalesce(new.after -> 'subject' -> new.entity, new.after) end));
  return null;
end $$;

create trigger audit_told after insert on public.audit for each row execute function public.audit_is_told();

-- Says to one webhook that it is heard.
create function public.webhook_test(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks := public.webhook_of(ctx, a);
begin
  if not w.enabled then raise sqlstate 'PT409' using message = 'This webhook is switched off; switch it on first'; end if;
  perform public.tell(w.organisation_id, 'webhook.test', 'webhook', jsonb_build_object('webhookId', w.id), w.id);
  return public.webhook_json(w);
end $$;

-- A delivery is sent again, under the same id.
create function public.delivery_replay(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare w public.webhooks := public.webhook_of(ctx, a); d public.webhook_deliveries;
begin
  select * into d from public.webhook_deliveries where id = (a ->> 'deliveryId')::uuid and webhook_id = w.id for update;
  if not found then raise sqlstate 'PT404' using message = 'There is no such delivery'; end if;
  if d.status = 'pending' then return public.delivery_json(d); end if;
  if not w.enabled then raise sqlstate 'PT409' using message = 'This webhook is switched off; switch it on first'; end if;
  update public.webhook_deliveries set status = 'pending', attempts = 0, run_at = now(), error = null, sent_at = null,
    lease_owner = null, lease_until = null where id = d.id returning * into d;
  return public.delivery_json(d);
end $$;

-- Leases deliveries whose time has come, oldest first, at most `each` of one webhook, so that a slow one holds up nobody.
create function public.claim_deliveries(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare found jsonb;
begin
  with ready as (
    select d.id from public.webhook_deliveries d
    where d.organisation_id = (p ->> 'organisationId')::uuid and d.status = 'pending' and d.run_at <= now()
      and (d.lease_until is null or d.lease_until < now() or coalesce((p ->> 'alone')::boolean, false) and d.lease_owner is distinct from p ->> 'owner')
      and d.id in (select n.id from public.webhooks w cross join lateral (
          select x.id from public.webhook_deliveries x where x.webhook_id = w.id and x.status = 'pending' and x.run_at <= now()
          order by x.seq limit (p ->> 'each')::int) n
        where w.organisation_id = (p ->> 'organisationId')::uuid and w.enabled and w.deleted_at is null)
    order by d.seq limit (p ->> 'limit')::int for update of d skip locked),
  mine as (
    update public.webhook_deliveries d set lease_owner = p ->> 'owner', attempts = attempts + 1,
      lease_until = now() + make_interval(secs => (p ->> 'leaseSeconds')::float8)
    from ready where d.id = ready.id returning d.*)
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'webhookId', m.webhook_id, 'url', w.url, 'secret', w.secret,
    'body', m.body, 'attempts', m.attempts) order by m.seq), '[]') into found
  from mine m join public.webhooks w on w.id = m.webhook_id;
  return found;
end $$;

-- p: {id, owner, arrived, responseStatus?, error?, retrySeconds?, switchOffAfter}. Without retrySeconds a failure is final.
create function public.finish_delivery(p jsonb) returns boolean
language plpgsql security invoker set search_path = '' as $$
declare d public.webhook_deliveries; arrived boolean := (p ->> 'arrived')::boolean;
begin
  update public.webhook_deliveries set
    status = case when arrived then 'sent' when p ? 'retrySeconds' then 'pending' else 'failed' end,
    sent_at = case when arrived then now() end,
    response_status = (p ->> 'responseStatus')::int, error = p ->> 'error',
    run_at = now() + make_interval(secs => coalesce((p ->> 'retrySeconds')::float8, 0)),
    lease_owner = null, lease_until = null
  where id = (p ->> 'id')::uuid and lease_owner = p ->> 'owner' and status = 'pending' returning * into d;
  if not found then return false; end if;
  update public.webhooks set failures = case when arrived then 0 else failures + 1 end,
    enabled = enabled and (arrived or failures + 1 < (p ->> 'switchOffAfter')::int)
  where id = d.webhook_id and not (arrived and failures = 0);
  return true;
end $$;

alter table public.creations enable row level security;
alter table public.webhooks enable row level security;
alter table public.webhook_deliveries enable row level security;

revoke all on public.creations, public.webhooks, public.webhook_deliveries from anon, authenticated;
grant select on public.creations to service_role;
grant select, insert, update, delete on public.webhooks, public.webhook_deliveries to service_role;
grant usage, select on all sequences in schema public to service_role;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

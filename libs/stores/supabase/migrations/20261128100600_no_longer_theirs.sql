-- What is no longer at a report's place, or no longer for somebody, is not told there.

-- replaces report_json, from 20261128030000
-- A follow-up that was moved to another site is told by its number.
create or replace function public.report_json(r public.reports) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select public.report_content(r) || jsonb_build_object('attachments', public.attachments_shown(r.organisation_id, r.attachments),
    'followUps', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'ref', t.ref,
      'title', case when t.site_id is null or t.site_id = r.site_id then t.title else '#' || t.ref end, 'status', t.status) order by t.ref)
    from public.report_followups f join public.tasks t on t.id = f.task_id and t.deleted_at is null
    where f.report_id = r.id), '[]'))
$$;

-- replaces person_delete, from 20261128001200
-- Whoever is removed is told nothing any more, not even what waits to be told.
create or replace function public.person_delete(ctx jsonb, a jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare org uuid := (ctx ->> 'organisationId')::uuid; x public.people := public.person_of(ctx, a); b jsonb := public.person_json(x);
begin
  if x.role = 'admin' then perform public.keep_an_admin(org, x.id); end if;
  update public.people set deleted_at = now(), version = version + 1, updated_at = now() where id = x.id;
  delete from public.held where person_id = x.id;
  delete from public.outbox o where o.organisation_id = org and o.status = 'pending'
    and (o.channel = 'page' and o.chat = x.id::text
      or exists (select 1 from public.chats c where c.person_id = x.id and c.organisation_id = org and c.channel = o.channel and c.chat = o.chat));
  delete from public.identities where person_id = x.id;
  update public.api_keys set revoked_at = now() where person_id = x.id and revoked_at is null;
  perform public.person_audit(ctx, 'person.delete', x.id, b, null);
  return b;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

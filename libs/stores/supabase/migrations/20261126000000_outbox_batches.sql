-- How sending went is noted for several at once.
drop function public.finish_outbox(jsonb);

-- p: {owner, results: [{id, sent, platformId | error, retrySeconds?, giveUp?}]}. Answers for each whether it was still leased.
create function public.finish_outbox(p jsonb) returns jsonb
language plpgsql security invoker set search_path = '' as $$
declare r jsonb; answers jsonb := '[]';
begin
  for r in select * from jsonb_array_elements(p -> 'results') loop
    update public.outbox set
      status = case when (r ->> 'sent')::boolean then 'sent' when coalesce((r ->> 'giveUp')::boolean, false) then 'failed' else 'pending' end,
      sent_at = case when (r ->> 'sent')::boolean then now() end,
      platform_id = r ->> 'platformId', error = r ->> 'error',
      run_at = now() + make_interval(secs => coalesce((r ->> 'retrySeconds')::float8, 0)),
      lease_owner = null, lease_until = null
    where id = (r ->> 'id')::bigint and lease_owner = p ->> 'owner' and status = 'pending';
    answers := answers || to_jsonb(found);
  end loop;
  return answers;
end $$;

revoke execute on all functions in schema public from public, anon, authenticated;
grant execute on all functions in schema public to service_role;

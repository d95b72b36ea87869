with added as (
  insert into message
    (id, caller, message_id, body_hash, content, app, options, accepted_at, changed_at,
     state, closed, total, counts)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (caller, message_id) do nothing
  returning id),
posted as (
  insert into message_outbox (message, kind, urgent, due_at, not_after, give_up_at)
  select id, 'send', ?, ?, ?, ? from added where ?)
insert into message_recipient (message, position, corp_id, user_id, tenant_id, staff_id, department_id, state, reason, detail, task_id, people, version)
select added.id, row.*
from added, unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                   ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
            as row

-- A message is a queue entry now, not the record of a call that was waited for.
alter table message add column version integer not null default 1;    -- grows with every change that the site is told
alter table message add column urgent integer not null default 0;
alter table message add column content_hash text;                     -- HMAC of the content; null before this version
alter table message add column cancelled_at integer;
alter table message add column recall_at integer;                     -- when the site asked for it to be taken back
alter table message add column closed_at integer;                     -- nothing changes any more

-- One department that a message names. Its people stand behind the body's list, from first_position on.
create table expansion (
  message text not null references message (id) on delete cascade,
  position integer not null,    -- in the body's list of departments
  corp text not null,
  state text not null,          -- DepartmentStatus.State
  first_position integer,       -- of the recipients that it brought in
  users text,                   -- their user ids, sealed; null until expanded
  people integer,
  reason text,
  detail text,
  attempts integer not null default 0,
  due_at integer not null,
  primary key (message, position)
) strict, without rowid;

create index expansion_waiting on expansion (due_at) where state = 'WAITING';

-- What stood in a table of the calls that were waited for has ended; it keeps its end.
alter table task add column site text not null default '';
alter table task add column api text not null default '';             -- WORK_NOTICE or TEMPLATE
alter table task add column urgent integer not null default 0;
alter table task add column people integer not null default 0;
alter table task add column at_least_once integer not null default 0;
alter table task add column receipts integer not null default 0;      -- whether each recipient's end is wanted
alter table task add column due_at integer not null default 0;        -- not claimed earlier
alter table task add column not_after integer;                        -- not begun later
alter table task add column give_up_at integer not null default 0;    -- what is refused for now is tried until then
alter table task add column unsure integer not null default 0;        -- calls whose end is not known
alter table task add column attempts integer not null default 0;
alter table task add column agent_id integer;                         -- by which it was sent
alter table task add column began_at integer;                         -- of the last call; what the counts of a day and month go by
alter table task add column receipt_due integer;                      -- when to ask DingTalk what became of it; null for never
alter table task add column receipt_reads integer not null default 0; -- calls made to find out
alter table task add column recall_state text;                        -- WANTED, DONE or FAILED; null while nobody asked
alter table task add column recall_due integer;

update task set site = (select site from message where message.id = task.message);
update task set people = (select count(*) from recipient where recipient.task = task.id);

-- What was left of a process that ended in the middle of it.
update task set state = 'UNKNOWN', reason = 'interrupted', unsure = 1 where state = 'SENDING';
update task set state = 'FAILED', reason = 'interrupted' where state in ('QUEUED', 'CLAIMED');

drop index task_unsettled;
create index task_ready on task (app, corp, site, urgent desc, due_at, id) where state = 'QUEUED';
create index task_leased on task (lease_until) where state in ('CLAIMED', 'SENDING');
create index task_receipt on task (receipt_due) where receipt_due is not null;
create index task_recall on task (recall_due) where recall_state = 'WANTED';
create index task_month on task (corp, began_at) where began_at is not null;

-- A recipient has a state of its own: one task can end differently for each of its people.
alter table recipient add column state text not null default 'QUEUED'; -- DeliveryState
alter table recipient add column reason text;
alter table recipient add column detail text;
alter table recipient add column person text;                          -- HMAC of corp and user id
alter table recipient add column day integer not null default 0;       -- of Shanghai, since 1970, on which it goes out

update recipient set
  state = (select case t.state when 'SENT' then 'SENT' when 'FAILED' then 'FAILED' when 'UNKNOWN' then 'UNKNOWN'
                  else 'QUEUED' end from task t where t.id = recipient.task),
  reason = (select t.reason from task t where t.id = recipient.task),
  detail = (select t.detail from task t where t.id = recipient.task);

create index recipient_person on recipient (person, day) where person is not null;

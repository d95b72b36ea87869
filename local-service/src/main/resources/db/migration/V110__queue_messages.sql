-- A message is answered once it is stored; what has still to be said to the cloud of it stands in the outbox, and what
-- became of it comes by the feed.
--   version   the cloud's version of the message that was applied last; 0 before the cloud said anything
--   revision  counts the changes here; what is told of a message names it
--   closed    nothing will change any more
--   counts    how many recipients stand in each state, as JSON; a department counts until its people are known
--   noted     how many lines of the history tell of changes; they are bounded
alter table message
  add column options             text,
  add column version             bigint  not null default 0,
  add column revision            bigint  not null default 0,
  add column closed              boolean not null default false,
  add column total               integer not null default 0,
  add column counts              text    not null default '{}',
  add column cancel_requested_at timestamptz,
  add column recall_requested_at timestamptz,
  add column noted               integer not null default 0,
  drop column attempts;

-- A department is a row without a user; those whom it brought in are rows with one.
alter table message_recipient
  add column department_id bigint,
  add column people        integer,
  add column version       bigint not null default 0;

-- What has to be said to the cloud, once for each message and kind.
--   due_at      not to be tried earlier; whoever claims a row moves it to the end of the lease
--   claim       who tries it at present, or tried it last
--   maybe_sent  the cloud may have got it: stands before the first byte leaves
--   not_after   it must not be sent any more from then on; null for never
--   give_up_at  it is not tried any more from then on
--   dead        was given up, and waits for an operator
create table message_outbox (
  message    uuid        not null references message on delete cascade,
  kind       text        not null check (kind in ('send', 'cancel', 'recall', 'requeue')),
  urgent     boolean     not null,
  due_at     timestamptz not null,
  not_after  timestamptz,
  give_up_at timestamptz not null,
  claim      uuid,
  attempts   integer     not null default 0,
  maybe_sent boolean     not null default false,
  dead       boolean     not null default false,
  problem    text,
  primary key (message, kind)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index message_outbox_due on message_outbox (urgent, due_at) where not dead;

create table message_history (
  id      bigint generated always as identity,
  message uuid        not null references message on delete cascade,
  at      timestamptz not null,
  what    text        not null,
  state   text,
  count   integer,
  detail  text,
  primary key (message, id)
);

-- For operators, who see the messages of all callers.
create index message_newest_of_all_in_state on message (state, id desc);

-- What was on its way when the version before this one ended goes to the cloud again, under the id that the cloud knows.
insert into message_outbox (message, kind, urgent, due_at, give_up_at, maybe_sent)
  select id, 'send', false, changed_at, now() + interval '3 days', true from message where state = 'SENDING';

-- Of what is not settled the cloud is asked how it stands, as every look at a message did before: by itself it tells what
-- changes from now on. A requeue answers that, and has nothing else to do for messages of the version before. What is
-- older than a week stays as it is: the cloud may have forgotten it, which would read as if it had never had it.
insert into message_outbox (message, kind, urgent, due_at, give_up_at)
  select id, 'requeue', false, now(), now() + interval '3 days' from message
  where state in ('SENDING', 'QUEUED', 'UNKNOWN') and accepted_at > now() - interval '7 days';

update message_recipient set state = 'QUEUED', reason = null, detail = null where state = 'SENDING';
update message set state = 'QUEUED' where state = 'SENDING';
drop index message_sending;

update message m set closed = m.state in ('SENT', 'FAILED'), total = r.total, counts = r.counts
  from (select message, sum(people) as total, json_object_agg(state, people)::text as counts
        from (select message, lower(state) as state, count(*) as people from message_recipient group by 1, 2) s
        group by message) r
  where r.message = m.id;

-- What sites asked to have delivered. The body holds content and recipients, sealed.
create table message (
  id text primary key,
  site text not null,
  message_id text not null,     -- the site's own id
  body_hash text not null,      -- HMAC of the canonical body
  body text not null,
  accepted_at integer not null, -- epoch milliseconds, as all times here
  unique (site, message_id)
) strict;

create index message_accepted_at on message (accepted_at);

-- One DingTalk call made for a message.
create table task (
  id text primary key,
  message text not null references message (id) on delete cascade,
  corp text not null,
  app text not null,
  state text not null,          -- TaskState
  lease_until integer not null,
  reason text,
  detail text,
  dingtalk_task text,
  settled_at integer
) strict;

create index task_message on task (message);
create index task_unsettled on task (lease_until) where state in ('QUEUED', 'CLAIMED', 'SENDING');

-- Which task carries which of the body's recipients.
create table recipient (
  message text not null references message (id) on delete cascade,
  position integer not null,    -- in the body's list
  task text not null references task (id) on delete cascade,
  primary key (message, position)
) strict, without rowid;

create index recipient_task on recipient (task);

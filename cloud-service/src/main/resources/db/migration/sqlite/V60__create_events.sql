-- What DingTalk pushed, one row per event, in the order of arrival. Times are milliseconds since 1970.
create table event (
  id          integer   not null primary key autoincrement,
  identity    varchar   not null unique, -- HMAC of what makes the event that event, in that app
  app         varchar   not null,
  corp        varchar   not null, -- '' when the event names none
  type        varchar   not null,
  biz_type    integer,            -- null for an event outside of a batch
  happened_at timestamp not null, -- DingTalk's clock
  received_at timestamp not null,
  content     varchar   not null, -- sealed
  state       varchar   not null check (state in ('WAITING', 'APPLIED', 'STALE', 'KEPT', 'PARKED')),
  reason      varchar,            -- why it is parked, or was put off the last time
  attempts    integer   not null default 0,
  due_at      timestamp not null  -- not to be handled before
);

-- The next event of each corp, and whether an older one is before it.
create index event_waiting on event (app, corp, id) where state = 'WAITING';
create index event_received on event (received_at);

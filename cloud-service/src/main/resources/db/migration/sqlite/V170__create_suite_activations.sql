-- Older suites are activated by hand in each corp that installs them, with a code that serves once.
-- The last one of each corp. Times are milliseconds since 1970.
create table suite_activation (
  app            varchar   not null,
  corp           varchar   not null,
  client_id      varchar   not null, -- the suite's own key, which the code was given to
  event          varchar   not null, -- identity of the event that brought it
  authorised_at  timestamp not null, -- DingTalk's clock; an older code changes nothing
  temporary_code varchar,            -- sealed; null once it has served
  permanent_code varchar,            -- sealed; what it was exchanged for, until the suite is active
  state          varchar   not null check (state in ('WAITING', 'ACTIVATED', 'PARKED')),
  reason         varchar,            -- why it is parked, or was put off the last time
  attempts       integer   not null default 0,
  due_at         timestamp not null, -- not to be tried before
  primary key (app, corp)
);

create index suite_activation_waiting on suite_activation (due_at) where state = 'WAITING';

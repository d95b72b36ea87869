-- What DingTalk told of the site's corps. Only whoever leads the reading of the feed writes, so that the order of the
-- places is that of the feed, and a reader who has seen one place has seen all before it.
create table event (
  position bigint generated always as identity primary key,
  id text not null unique,              -- the cloud's
  corp text not null,
  biz_type integer,                     -- null for an event that came alone
  type text not null,
  content text not null,                -- the event as JSON, sealed
  received_at timestamptz not null
);

create index event_corp on event (corp, position);
create index event_type on event (type, position);
create index event_age on event using brin (received_at);

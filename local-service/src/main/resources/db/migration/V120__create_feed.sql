-- How far this site has read the cloud's feed. One row at most; none before the first entry.
create table feed_cursor (
  single boolean primary key default true check (single),
  epoch text not null,
  sequence bigint not null,             -- the entry that was applied last
  moved_at timestamptz not null
);

-- Entries that could not be applied. The feed went on without them.
create table feed_parked (
  epoch text not null,
  sequence bigint not null,
  kind text not null,
  key text not null,                    -- what the entry is about, for example the message
  item text not null,                   -- FeedItem as JSON, sealed
  reason text not null,
  appended_at timestamptz not null,
  parked_at timestamptz not null,
  primary key (epoch, sequence)
);

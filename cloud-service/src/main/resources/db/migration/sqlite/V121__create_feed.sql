-- Where each site's feed stands. A site without a row has no entry yet.
create table feed (
  site text primary key,
  epoch text not null,
  last_sequence integer not null,
  acknowledged integer not null default 0
) strict;

create table feed_entry (
  site text not null,
  sequence integer not null,    -- without gaps per site
  item text not null,           -- FeedItem as JSON, sealed
  at integer not null,
  primary key (site, sequence)
) strict, without rowid;

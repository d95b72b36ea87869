-- Where each site's feed stands. A site without a row has no entry yet.
create table feed (
  site text primary key,
  epoch text not null,
  last_sequence integer not null,
  acknowledged integer not null default 0,
  size integer not null default 0  -- of its entries together
) strict;

create table feed_entry (
  site text not null,
  sequence integer not null,    -- without gaps per site
  item text,                    -- FeedItem as JSON, sealed; null when it is stored elsewhere
  payload text,                 -- names what is stored elsewhere, once for all sites: event.identity
  size integer not null,        -- about how many characters it has
  at integer not null,
  primary key (site, sequence),
  check ((item is null) <> (payload is null))
) strict, without rowid;

-- Whether something stored elsewhere is still referred to.
create index feed_entry_payload on feed_entry (payload) where payload is not null;

-- Login transactions. State, code and ticket are found by HMAC; ticket and result are sealed.
create table login (
  id text primary key,
  site text not null,
  app text not null,
  corp text,
  exclusive integer not null,
  return_url text not null,     -- one of the site's registered ones
  challenge text not null,      -- S256 of the site's verifier (RFC 7636)
  phase text not null,          -- LoginPhase
  state_index text not null unique,
  code_index text,
  ticket_index text unique,
  ticket text,
  result text,
  failure text,
  expires_at integer not null,  -- epoch milliseconds, as all times here
  done_at integer,
  redeemed_at integer,
  keep_until integer not null
) strict;

create index login_open on login (site, expires_at) where phase in ('NEW', 'EXCHANGING');
create index login_keep_until on login (keep_until);

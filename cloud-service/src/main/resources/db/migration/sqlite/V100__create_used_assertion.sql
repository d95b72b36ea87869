-- Client assertions (private_key_jwt) that were used, until they have expired anyway.
create table used_assertion (
  id text primary key,        -- HMAC of client id and jti
  keep_until integer not null -- epoch milliseconds
) strict, without rowid;

create index used_assertion_keep_until on used_assertion (keep_until);

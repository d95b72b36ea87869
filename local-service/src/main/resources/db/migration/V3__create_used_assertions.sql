-- Client assertions that were used, so that none serves twice; shared by all replicas.
create table used_assertions (
  client_id text        not null,
  jti       text        not null,
  until     timestamptz not null,
  primary key (client_id, jti)
);

create index used_assertions_until on used_assertions (until);

-- Which generation of the database this is; the same number stands in a file beside it, see platform.RestoreWatch.
create table database_generation (
  only integer primary key check (only = 1),
  number integer not null
) strict;

insert into database_generation (only, number) values (1, 0);

-- Whether messages are sent. paused_at is null while they are.
create table sending (
  only integer primary key check (only = 1),
  paused_at integer,
  reason text,
  versions_from integer not null default 0  -- whatever sites are told of messages from now on has a greater version
) strict;

insert into sending (only) values (1);

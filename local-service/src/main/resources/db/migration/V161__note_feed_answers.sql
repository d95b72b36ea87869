-- When the cloud last answered whoever reads this site's feed, and had no more to tell. Until it first does: since when there
-- is this table.
create table feed_answer (
  single boolean primary key default true check (single),
  answered_at timestamptz not null
);

insert into feed_answer (answered_at) values (now());

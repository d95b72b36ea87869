-- Since when it has to be said; by the database's own clock, which all replicas share.
alter table message_outbox add column since timestamptz not null default now();

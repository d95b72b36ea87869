-- What is parked of one key is applied in the order in which it was parked; operators name an entry by its position.
alter table feed_parked add column position bigint generated always as identity;

create unique index feed_parked_position on feed_parked (position);
create index feed_parked_key on feed_parked (kind, key, position);

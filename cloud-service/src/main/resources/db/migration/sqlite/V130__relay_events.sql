-- What an event is about, which version of it came last, and whether an event came too late.
alter table event add column subject varchar; -- the biz_id of a row, sealed; null when it names none
alter table event add column stale integer not null default 0;

create table event_subject (
  subject     text    not null primary key, -- HMAC of app, corp, kind and biz_id
  happened_at integer not null,             -- the newest that has arrived
  event       text    not null              -- identity of that one
) strict, without rowid;

create index event_subject_age on event_subject (happened_at);

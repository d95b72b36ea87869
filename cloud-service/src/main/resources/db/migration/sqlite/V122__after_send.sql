-- What happens to a message after it was sent.
alter table task add column resends integer not null default 0;        -- tasks before this one that DingTalk dropped by its limit per minute
alter table task add column recall_tries integer not null default 0;
alter table message add column close_due integer not null default 0;   -- when to look whether anything can still change

create index message_open on message (close_due) where closed_at is null;
create index message_recalled on message (recall_at) where recall_at is not null and closed_at is null;

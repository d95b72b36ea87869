-- DingTalk's sign-in codes that were offered once, whichever login brought them; found by HMAC.
create table offered_code (
  code_index text primary key,
  keep_until integer not null   -- epoch milliseconds
) strict, without rowid;

create index offered_code_keep_until on offered_code (keep_until);

insert into offered_code (code_index, keep_until)
select code_index, max(keep_until) from login where code_index is not null group by code_index;

-- What was refused, to whom, when and why. No secrets, no person's data.
create table audit_entry (
  id integer primary key,
  at integer not null,       -- epoch milliseconds
  actor text not null,       -- 'site:<id>' or 'browser'
  action text not null,
  subject text,              -- id of what it was about
  reason text not null,
  request_id text
) strict;

create index audit_entry_at on audit_entry (at);

-- What frontends hand to the cloud themselves, under a token that this site signed. The id is that of the token.
--   expires_at  when the token does; the result may come later, as long as the feed has not been read beyond that
--   draft       a message, as it is stored once the cloud is known to have it; sealed, null for other kinds and at the end
--   result      what DingTalk said, as JSON; sealed
--   problem     why there is no result, as JSON
--   message_id  by which its caller finds the message
--   done_at     when it left the state WAITING
create table request (
  id         uuid primary key,
  caller     text        not null,
  kind       text        not null check (kind in ('MESSAGE', 'USER', 'DEPARTMENTS')),
  state      text        not null check (state in ('WAITING', 'DONE', 'REFUSED', 'EXPIRED', 'UNKNOWN')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  draft      text,
  result     text,
  problem    text,
  message_id text,
  done_at    timestamptz
);

create index request_newest on request (caller, id desc);
create index request_open on request (caller, expires_at) where state = 'WAITING';
create index request_waiting on request (expires_at) where state = 'WAITING';
create index request_age on request using brin (created_at);

-- What frontends asked for directly, under a token of their site. A row is also what its token cannot be used again by.
create table request (
  site text not null,
  id text not null,             -- the site's own: the token's jti
  kind text not null,           -- message, user or departments
  subject text not null,        -- whom the site signed for
  body text,                    -- as the site wrote it, sealed; null once done
  state text not null check (state in ('OPEN', 'DONE')),
  accepted_at integer not null, -- epoch milliseconds, as all times here
  done_at integer,
  attempts integer not null default 0,
  due_at integer not null,      -- not to be tried before
  primary key (site, id),
  check ((state = 'OPEN') = (body is not null)),
  check ((state = 'OPEN') = (done_at is null))
) strict;

create index request_open on request (site, due_at) where state = 'OPEN';
create index request_accepted on request (accepted_at) where state = 'DONE';

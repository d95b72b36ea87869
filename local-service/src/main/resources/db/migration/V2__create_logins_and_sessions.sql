-- A login transaction: opened by /login, finished or killed by /login/return.
create table logins (
  id              uuid primary key,
  cloud_login     text unique,            -- the cloud's name for it; null until the cloud has answered
  browser_hash    text        not null,   -- HMAC of the browser key that it is tied to
  verifier        text        not null,   -- sealed
  return_to       text        not null,
  address_hash    text        not null,   -- HMAC of the client's address, for the cap
  state           text        not null check (state in ('OPEN', 'DONE', 'DEAD')),
  ticket_hash     text,                   -- HMAC of the login ticket that finished it
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  finished_at     timestamptz,
  acknowledged_at timestamptz
);

create index logins_open on logins (address_hash) where state = 'OPEN';
create index logins_expiry on logins (expires_at);

create table sessions (
  id         uuid primary key,
  token_hash text        not null unique, -- HMAC of the token in the cookie
  user_row   uuid        not null references users (id),
  login_id   uuid unique,                 -- one login makes one session; null for a sign-in inside DingTalk
  created_at timestamptz not null,
  used_at    timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index sessions_user on sessions (user_row);
create index sessions_expiry on sessions (expires_at);

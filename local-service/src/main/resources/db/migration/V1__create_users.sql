-- One row per user of DingTalk that this site has met. A changed corp, user id or union id is another user:
-- the old row is kept as a former one, so that what refers to it never comes to mean somebody else.
create table users (
  id           uuid primary key,
  corp_id      text        not null,
  user_id      text        not null,
  union_id     text        not null,
  name         text        not null,
  avatar       text,
  title        text,
  created_at   timestamptz not null,
  seen_at      timestamptz not null,
  former_since timestamptz
);

create unique index users_current on users (corp_id, user_id) where former_since is null;
create index users_union on users (union_id) where former_since is null;

-- The person in one app, known from logins; kept apart from the union id, which spans a developer's apps.
create table user_open_ids (
  user_row uuid not null references users (id),
  app_id   text not null,
  open_id  text not null,
  primary key (user_row, app_id)
);

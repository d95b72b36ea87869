-- What callers at the site asked to have delivered. The id is the site's own UUIDv7: the cloud knows the message by
-- it, and it puts the newest last. A caller finds its message by (caller, message_id).
create table message (
  id          uuid primary key,
  caller      text        not null,
  message_id  text        not null,
  body_hash   text        not null,
  content     text        not null,
  app         text,
  accepted_at timestamptz not null,
  changed_at  timestamptz not null,
  attempts    integer     not null,
  state       text        not null,
  constraint message_of_caller unique (caller, message_id)
);

create index message_newest on message (caller, id desc);
create index message_newest_in_state on message (caller, state, id desc);
create index message_sending on message (changed_at) where state = 'SENDING';
create index message_age on message using brin (accepted_at);

-- What became of each recipient. A staff without a binding has no user.
create table message_recipient (
  message   uuid    not null references message on delete cascade,
  position  integer not null,
  corp_id   text,
  user_id   text,
  tenant_id text,
  staff_id  text,
  state     text    not null,
  reason    text,
  detail    text,
  task_id   text,
  primary key (message, position)
);

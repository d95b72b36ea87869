-- What each app calls a user. Union ids are one developer's: two apps may well have two for one person, so that only
-- those of the same app tell people apart. An open id is known from logins alone.
create table user_identities (
  user_row uuid not null references users (id) on delete cascade,
  app_id   text not null,
  union_id text not null,
  open_id  text,
  primary key (user_row, app_id)
);

create index user_identities_union on user_identities (union_id);

insert into user_identities (user_row, app_id, union_id, open_id)
select known.user_row, known.app_id, users.union_id, known.open_id
from user_open_ids known join users on users.id = known.user_row;

drop table user_open_ids;
drop index users_union;

-- When a user id changes hands, its bindings end.
create index binding_user on binding (corp_id, user_id);

-- All parts of a text with one or two characters, in small letters: whoever searches a part of a name, be it one Chinese
-- character, is answered by an index over them. (Trigrams need three.)
create function grams_of(words text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr(lower(words), at, size)), '{}')
  from generate_series(1, char_length(lower(words))) at, generate_series(1, 2) size
  where at + size - 1 <= char_length(lower(words))
$$;

-- Those of them that a name must have to contain a part: the longest.
create function grams_to_find(part text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(gram), '{}') from unnest(grams_of(part)) gram
  where char_length(gram) = least(2, char_length(lower(part)))
$$;

alter table users
  add column departments bigint[] not null default '{}', -- DingTalk's ids
  add column hidden_at timestamptz,      -- since when no app may see the user; null while one may
  add column seen_in bigint,             -- the run of directory_sync that came across the user last
  add column name_grams text[] generated always as (grams_of(name)) stored;

alter table users alter column name_grams set statistics 1000;

-- No list of pending entries, which every search would read through after every sync.
create index users_name_grams on users using gin (name_grams) with (fastupdate = off) where former_since is null;
create index users_departments on users using gin (departments) with (fastupdate = off) where former_since is null;
create index users_hidden on users (hidden_at) where hidden_at is not null;
create index users_of_corp on users (corp_id, id)
  where former_since is null and left_at is null and hidden_at is null;

-- Departments of the site's corps, as far as the app may see them.
create table department (
  corp_id       text        not null,
  department_id bigint      not null,
  parent_id     bigint,                  -- not always one that the app may see
  name          text        not null,
  seen_at       timestamptz not null,
  seen_in       bigint,                  -- as of users
  primary key (corp_id, department_id)
);

create index department_children on department (corp_id, parent_id, department_id);

-- How each corp's directory is being read, or was read last.
create table directory_sync (
  corp_id      text primary key,
  run          bigint      not null,     -- counts the runs of the corp
  state        text        not null,     -- SyncState
  cause        text        not null,     -- SyncCause
  reason       text,                     -- the code of the problem that ended the run, or parts of it
  started_at   timestamptz not null,
  walked_at    timestamptz,              -- when all departments had been read
  ended_at     timestamptz,
  completed_at timestamptz,              -- when a run last ended without anything missing
  next_at      timestamptz not null,     -- when the next run begins by itself
  departments  integer     not null default 0,
  users        integer     not null default 0,
  added        integer     not null default 0,
  changed      integer     not null default 0,
  gone         integer     not null default 0,
  given_up     integer     not null default 0
);

-- What is still to be read: a step is one call to the cloud. A step that is claimed is not due until its lease ends; the
-- number of the claim tells whether the lease still holds.
create table directory_step (
  id       bigint generated always as identity primary key,
  corp_id  text        not null,
  run      bigint      not null,         -- of directory_sync; 0 for a change that was heard of
  kind     text        not null,         -- StepKind
  subject  text        not null,         -- the department or the user
  cursor   text,                         -- where to read on; null to begin
  claims   integer     not null default 0,
  failures integer     not null default 0, -- those that count
  due_at   timestamptz not null
);

create unique index directory_step_once on directory_step (corp_id, kind, subject) where run <> 0;
create index directory_step_change on directory_step (corp_id, kind, subject) where run = 0;
create index directory_step_due on directory_step ((run <> 0), due_at, id);

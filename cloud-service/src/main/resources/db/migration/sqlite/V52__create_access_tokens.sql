-- The access token of each app in each corp, so that a restart does not fetch them all again.
create table access_token (
  app        varchar   not null,
  corp       varchar   not null,
  token      varchar   not null, -- sealed
  revision   bigint    not null, -- of the authorisation it was fetched under; 0 for internal apps
  refresh_at timestamp not null,
  expires_at timestamp not null,
  primary key (app, corp)
);

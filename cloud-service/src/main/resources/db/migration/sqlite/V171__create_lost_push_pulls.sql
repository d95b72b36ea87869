-- When DingTalk was last asked for the pushes that it has given up. Times are milliseconds since 1970.
create table lost_push_pull (
  app       varchar   not null,
  corp      varchar   not null,
  pulled_at timestamp not null,
  primary key (app, corp)
);

-- The last suite ticket that DingTalk pushed for each suite. Times are milliseconds since 1970.
create table suite_ticket (
  app       varchar   not null primary key,
  ticket    varchar   not null, -- sealed
  issued_at timestamp not null, -- DingTalk's clock; an older push changes nothing
  previous  varchar             -- sealed; for looking into troubles, never used
);

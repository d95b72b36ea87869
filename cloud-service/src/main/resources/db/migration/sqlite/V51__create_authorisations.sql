-- How each suite stands in each corp. Rows are never deleted: a relieved corp stays known as such.
create table authorisation (
  app        varchar   not null,
  corp       varchar   not null,
  state      varchar   not null check (state in ('AUTHORISED', 'STOPPED', 'REMOVED', 'RELIEVED')),
  agent_id   bigint,
  corp_name  varchar,
  revision   bigint    not null, -- grows with every change; access tokens belong to one revision
  changed_at timestamp not null, -- DingTalk's clock; an older event changes nothing
  primary key (app, corp)
);

-- Which user a staff of the site's own books is. One user per staff, one staff per user within a tenant.
create table binding (
  tenant_id text        not null,
  staff_id  text        not null,
  corp_id   text        not null,
  user_id   text        not null,
  bound_at  timestamptz not null,
  bound_by  text        not null,
  primary key (tenant_id, staff_id),
  constraint binding_of_user unique (tenant_id, corp_id, user_id)
);

-- One-time permissions to bind oneself to a staff. The row outlives its use, so that a second use is recognised.
create table invitation (
  id          uuid primary key,
  secret_hash text        not null unique,
  tenant_id   text        not null,
  staff_id    text        not null,
  created_by  text        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  used_by     text
);

create index invitation_expiry on invitation (expires_at);

-- Who tied or untied what, and when. Only ever appended to.
create table binding_audit (
  id         uuid primary key,
  at         timestamptz not null,
  actor      text        not null,
  action     text        not null,
  tenant_id  text        not null,
  staff_id   text        not null,
  corp_id    text,
  user_id    text,
  invitation uuid
);

create index binding_audit_staff on binding_audit (tenant_id, staff_id, id);

-- Users who left, or whose place somebody else has, are deleted some time after that (dinggate.user.retention).
create index users_former on users (former_since) where former_since is not null;
create index users_left on users (left_at) where left_at is not null;

-- So are lines of the audit (dinggate.binding.audit-retention).
create index binding_audit_age on binding_audit using brin (at);

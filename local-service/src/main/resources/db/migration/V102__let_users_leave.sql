-- When DingTalk first knew nobody of this user id. The row stays current: whoever comes back is the same user.
alter table users add column left_at timestamptz;

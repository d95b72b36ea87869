alter table directory_sync
  add column app_id text,              -- by which the corp was read last; null until its range was told
  add column withdrawn_at timestamptz; -- when was heard last that the app may see nothing of the corp; null while it may

-- What API clients are to be told, or were told a short while ago.
create table webhook_delivery (
  id uuid primary key,                  -- UUIDv7: in order of time
  client text not null,                 -- of the clients file
  event_id text not null,               -- what the receiver tells repetitions by
  type text not null,
  data text not null,                   -- JSON, sealed
  state text not null,                  -- WebhookState: WAITING, DELIVERED or DEAD
  created_at timestamptz not null,
  give_up_at timestamptz not null,
  due_at timestamptz not null,          -- not tried earlier; of one that is being tried, the end of its lease
  attempts integer not null default 0,  -- begun
  reason text,                          -- why the last attempt failed
  settled_at timestamptz,
  unique (client, event_id)
);

create index webhook_delivery_due on webhook_delivery (client, due_at, id) where state = 'WAITING';
create index webhook_delivery_dead on webhook_delivery (id) where state = 'DEAD';
create index webhook_delivery_settled on webhook_delivery (settled_at) where state <> 'WAITING';

-- After entries of the feed were lost the cloud is asked where each message stands.
alter table message_outbox drop constraint message_outbox_kind_check;
alter table message_outbox add constraint message_outbox_kind_check
  check (kind in ('send', 'cancel', 'recall', 'requeue', 'look'));

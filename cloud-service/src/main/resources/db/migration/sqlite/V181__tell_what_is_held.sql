-- While it is the due time, a worker has it: the process that starts puts back what the one before it had.
alter table expansion add column held_until integer;
alter table task add column recall_held_until integer;

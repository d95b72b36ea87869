-- Which sites have something due, and what is due of one, stand in the index alone.
drop index task_receipt;
drop index task_recall;
create index task_receipt on task (receipt_due, site) where receipt_due is not null;
create index task_recall on task (recall_due, site) where recall_state = 'WANTED';

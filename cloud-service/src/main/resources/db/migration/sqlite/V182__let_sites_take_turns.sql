-- Which sites have something due, and what is due of one, is found without reading what others have.
drop index task_receipt;
drop index task_recall;
create index task_receipt on task (site, receipt_due) where receipt_due is not null;
create index task_recall on task (site, recall_due) where recall_state = 'WANTED';

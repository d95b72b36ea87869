-- The caps on open logins count at every start, so that the day's expired ones must not be walked.
drop index logins_open;
create index logins_open on logins (expires_at) where state = 'OPEN';
create index logins_open_address on logins (address_hash, expires_at) where state = 'OPEN';

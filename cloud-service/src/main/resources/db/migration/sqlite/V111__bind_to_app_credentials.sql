-- An app id of the registry may come to name another DingTalk app: what was got for the one before
-- is void then. Null where it was got before this was written down; that counts for any app.
alter table access_token add column credentials varchar; -- HMAC of client id and secret
alter table suite_ticket add column client_id varchar;   -- a new secret does not void the ticket
alter table authorisation add column client_id varchar;

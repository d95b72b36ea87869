-- What could not be handled, for operators; few of many.
create index event_parked on event (id) where state = 'PARKED';

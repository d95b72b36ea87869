package io.dinggate.bench.load;

/**
 * What an event of the bench is found by in the cloud's database: its time is nobody else's.
 *
 * @param app our name of the app
 * @param corp the event's corp
 * @param happenedAt milliseconds since 1970
 */
record EventKey(String app, String corp, long happenedAt) {}

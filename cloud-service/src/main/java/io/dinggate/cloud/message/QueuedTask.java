package io.dinggate.cloud.message;

import java.time.Instant;

/**
 * A task in line.
 *
 * @param id of the task
 * @param urgent whether it goes before those of its site that are not
 * @param due not sent earlier
 * @param people how many recipients it has
 */
record QueuedTask(String id, boolean urgent, Instant due, int people) {}

package io.dinggate.cloud.message;

import java.time.Instant;

/**
 * A department whose people are yet to be found out, held by a worker.
 *
 * @param message the row of its message
 * @param position in the message's list of departments
 * @param attempts how often it was begun, this time included
 * @param lease by which this worker holds it: the due time that it has set
 */
record WaitingDepartment(String message, int position, int attempts, Instant lease) {}

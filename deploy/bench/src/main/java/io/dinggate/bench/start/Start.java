package io.dinggate.bench.start;

import java.time.Duration;

/**
 * One start.
 *
 * @param took from the process's start to the first 200 of its readiness
 * @param ready its memory at that moment
 * @param warm its memory after the same few requests
 */
record Start(Duration took, Memory ready, Memory warm) {}

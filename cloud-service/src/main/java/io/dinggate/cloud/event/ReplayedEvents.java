package io.dinggate.cloud.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay.
 *
 * @param events how many the site is told once more
 * @param next the event to go on from; null when there is no more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayedEvents(int events, @Nullable String next) {}

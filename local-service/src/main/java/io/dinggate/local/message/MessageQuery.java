package io.dinggate.local.message;

import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are wanted.
 *
 * @param owner whose; null for everybody's
 * @param limit how many at most
 * @param cursor the {@code next} of the part before; null for the newest
 * @param state only those in that state; null for all
 * @param from only those stored then or later; null for all
 * @param to only those stored earlier; null for all
 */
record MessageQuery(
    @Nullable String owner,
    int limit,
    @Nullable String cursor,
    @Nullable DeliveryState state,
    @Nullable Instant from,
    @Nullable Instant to) {}

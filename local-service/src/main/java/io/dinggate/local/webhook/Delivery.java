package io.dinggate.local.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that is being tried.
 *
 * @param id its row
 * @param eventId what the receiver tells repetitions by
 * @param type what happened
 * @param sealedData what to tell
 * @param createdAt when it happened
 * @param giveUpAt when it is not tried any more
 * @param attempt which attempt this is; names it until the next one begins
 */
record Delivery(
    UUID id,
    String eventId,
    String type,
    String sealedData,
    Instant createdAt,
    Instant giveUpAt,
    int attempt) {}

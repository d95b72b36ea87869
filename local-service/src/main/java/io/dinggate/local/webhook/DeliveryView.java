package io.dinggate.local.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery, for operators; neither what it says nor where it goes.
 *
 * @param id names it here
 * @param client whom it is for
 * @param event what the receiver tells repetitions by
 * @param type what happened
 * @param state where it stands
 * @param attempts how often it was tried
 * @param reason why the last attempt failed; null when none has
 * @param createdAt when it happened
 * @param dueAt when it is tried next; null when it is not
 * @param settledAt when it arrived or was given up; null while it waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
    UUID id,
    String client,
    String event,
    String type,
    WebhookState state,
    int attempts,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant dueAt,
    @Nullable Instant settledAt) {}

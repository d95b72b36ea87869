package io.dinggate.local.request;

import io.dinggate.local.message.PutMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Have a message delivered.
 *
 * @param message what to deliver, to whom
 * @param origin the origin whose pages may post it; null for this site's own
 */
record NewMessageRequest(
    @NotNull @Valid PutMessage message,
    @Nullable @Pattern(regexp = ORIGIN, message = ORIGIN_WORDS) String origin)
    implements NewRequest {}

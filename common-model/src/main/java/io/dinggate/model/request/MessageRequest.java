package io.dinggate.model.request;

import io.dinggate.model.message.SendMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Have a message delivered. Its id is the request's, as a {@link io.dinggate.model.MessageId}; what
 * becomes of it reaches the site as for every other message.
 *
 * @param message what to deliver, to whom
 */
public record MessageRequest(@NotNull @Valid SendMessage message) implements RequestBody {}

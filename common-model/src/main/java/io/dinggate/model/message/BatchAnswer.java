package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link SendBatch}.
 *
 * @param messages in the order of the request
 */
public record BatchAnswer(List<Item> messages) {

  public BatchAnswer {
    messages = List.copyOf(messages);
  }

  /**
   * One message: exactly one of acceptedAt and problem is there.
   *
   * @param id the message
   * @param acceptedAt when it was stored, now or by an earlier call; null when it was refused
   * @param problem what {@link MessagesApi#send} would have answered; null when it was stored
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(MessageId id, @Nullable Instant acceptedAt, @Nullable Problem problem) {}
}

package io.dinggate.model.message;

import io.dinggate.model.MessageId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several messages in one call, each standing alone.
 *
 * @param messages in the order in which they are stored
 */
public record SendBatch(
    @NotEmpty @Size(max = SendBatch.MAX_MESSAGES) List<@NotNull @Valid Item> messages) {

  /** The most messages in one call. */
  public static final int MAX_MESSAGES = 100;

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members; @NotEmpty reports it
  public SendBatch {
    // not List.copyOf: a null element is @NotNull's to report
    messages =
        messages == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(messages));
  }

  /**
   * One message.
   *
   * @param id as in {@link MessagesApi#send}
   * @param message as in {@link MessagesApi#send}
   */
  public record Item(@NotNull MessageId id, @NotNull @Valid SendMessage message) {}

  @Override
  public String toString() {
    return "SendBatch[" + messages.size() + " messages]";
  }
}

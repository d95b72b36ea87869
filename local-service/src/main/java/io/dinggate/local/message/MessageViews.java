package io.dinggate.local.message;

import io.dinggate.local.message.Happening.What;
import io.dinggate.local.message.MessageView.Can;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.problem.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows messages as they stand here; nobody else is asked. */
@ApplicationScoped
class MessageViews {

  /** How many recipients a message shows by itself. */
  static final int FIRST = 100;

  private static final DeliveryState[] NOT_SENT = {DeliveryState.QUEUED};

  /** The states of whoever has it, may have it, or would get it. */
  static final DeliveryState[] TO_TAKE_BACK = {
    DeliveryState.QUEUED,
    DeliveryState.UNKNOWN,
    DeliveryState.SENT,
    DeliveryState.ACCEPTED,
    DeliveryState.DELIVERED,
    DeliveryState.READ
  };

  private final MessageBook book;
  private final MessageHistory history;

  MessageViews(MessageBook book, MessageHistory history) {
    this.book = book;
    this.history = history;
  }

  /** A message that was just stored; nothing is read for it. */
  MessageView of(Caller caller, Draft draft) {
    var message = draft.message();
    return view(
        caller,
        message,
        RecipientPage.of(draft.deliveries(), FIRST),
        List.of(Happening.of(message.acceptedAt(), What.ACCEPTED)));
  }

  /** A stored message. The head is older than what follows, never newer. */
  MessageView of(Caller caller, Message message) {
    return view(caller, message, recipients(message, FIRST, null, null), history.of(message));
  }

  /**
   * A part of a message's recipients.
   *
   * @param cursor as the part before answered it; null for the first
   * @param state only those in that state; null for all
   * @throws ApiException {@code validation} for a cursor that no part answered
   */
  RecipientPage recipients(
      Message message, int limit, @Nullable String cursor, @Nullable DeliveryState state) {
    var after = cursor == null ? -1 : position(cursor);
    return RecipientPage.of(book.deliveries(message.id(), after, limit + 1, state), limit);
  }

  private MessageView view(
      Caller caller, Message message, RecipientPage recipients, List<Happening> lines) {
    return new MessageView(
        message.key().id(),
        message.counts().state(),
        message.closed(),
        message.acceptedAt(),
        message.changedAt(),
        message.content(),
        message.app(),
        message.options(),
        message.counts().total(),
        message.counts().wire(),
        recipients.items(),
        recipients.next(),
        lines,
        can(caller, message));
  }

  private Can can(Caller caller, Message message) {
    var counts = message.counts();
    var open = !message.closed() && message.recallRequestedAt() == null;
    return new Can(
        open && message.cancelRequestedAt() == null && counts.any(NOT_SENT),
        open && counts.any(TO_TAKE_BACK),
        Operators.isOne(caller)
            && counts.any(DeliveryState.FAILED, DeliveryState.UNKNOWN)
            && book.hasGivenUp(message.id()));
  }

  private static int position(String cursor) {
    try {
      return Integer.parseInt(cursor);
    } catch (NumberFormatException _) {
      throw ApiException.invalid("cursor", "must be the next of an earlier answer");
    }
  }
}

package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes messages in. What it answers is durable, and reaches the cloud by the outbox. Safe for
 * concurrent use: of those who send the same id at once one stores it, and all are answered alike.
 */
@ApplicationScoped
class MessageIntake {

  private final MessageDrafts drafts;
  private final NewMessages newMessages;
  private final MessageBook book;
  private final MessageViews views;
  private final Forwarder forwarder;
  private final MeterRegistry meters;

  MessageIntake(
      MessageDrafts drafts,
      NewMessages newMessages,
      MessageBook book,
      MessageViews views,
      Forwarder forwarder,
      MeterRegistry meters) {
    this.drafts = drafts;
    this.newMessages = newMessages;
    this.book = book;
    this.views = views;
    this.forwarder = forwarder;
    this.meters = meters;
  }

  /**
   * How a message was taken in.
   *
   * @param view where it stands
   * @param isNew whether it was stored by this request
   */
  record Taken(MessageView view, boolean isNew) {}

  /**
   * Stores the message, or answers what became of it when the same was asked before, whatever the
   * caller may send by now.
   *
   * @throws ApiException {@code message-conflict} when the id stands for another message, {@code
   *     forbidden} or {@code corp-not-allowed} when the caller may not send to those recipients
   */
  Taken take(Caller caller, MessageId id, PutMessage request) {
    var hash = drafts.hash(request);
    Draft draft;
    try {
      draft = drafts.of(caller, id, request, hash);
    } catch (ApiException refusal) {
      return book.find(MessageKey.of(caller, id))
          .map(stored -> known(caller, stored, hash))
          .orElseThrow(() -> refusal);
    }
    if (!newMessages.add(draft)) {
      return book.find(MessageKey.of(caller, id))
          .map(stored -> known(caller, stored, hash))
          .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    }
    meters.counter("message.intake").increment();
    if (!draft.message().closed()) {
      forwarder.wake();
    }
    return new Taken(views.of(caller, draft), true);
  }

  private Taken known(Caller caller, Message stored, String hash) {
    if (!stored.hash().equals(hash)) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    return new Taken(views.of(caller, stored), false);
  }
}

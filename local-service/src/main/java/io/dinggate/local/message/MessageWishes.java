package io.dinggate.local.message;

import io.dinggate.local.message.Happening.What;
import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * What can be wanted of a message that is stored. What has not left this site is settled here; the
 * rest goes through the outbox, after the message itself. Wanting the same again changes nothing.
 */
@ApplicationScoped
class MessageWishes {

  private final MessageBook book;
  private final MessageLedger ledger;
  private final Outbox outbox;

  MessageWishes(MessageBook book, MessageLedger ledger, Outbox outbox) {
    this.book = book;
    this.ledger = ledger;
    this.outbox = outbox;
  }

  /** Sends nothing more of it; what was sent stays. */
  @Transactional
  void cancel(UUID id) {
    var message = lock(id);
    if (message.closed()
        || message.cancelRequestedAt() != null
        || message.recallRequestedAt() != null
        || !message.counts().any(DeliveryState.QUEUED)) {
      return;
    }
    stop(message, What.CANCEL_REQUESTED, Kind.CANCEL);
  }

  /**
   * Sends nothing more of it, and takes back what was sent.
   *
   * @throws ApiException {@code recall-too-late} when nothing of it changes any more
   */
  @Transactional
  void recall(UUID id) {
    var message = lock(id);
    if (message.recallRequestedAt() != null || !message.counts().any(MessageViews.TO_TAKE_BACK)) {
      return;
    }
    if (message.closed()) {
      throw new ApiException(ErrorCode.RECALL_TOO_LATE);
    }
    stop(message, What.RECALL_REQUESTED, Kind.RECALL);
  }

  /** Tries once more what was given up, here or at the cloud. */
  @Transactional
  void requeue(UUID id) {
    var message = lock(id);
    var givenUp = book.deliveries(id).stream().filter(Delivery::wasGivenUp).toList();
    if (givenUp.isEmpty()) {
      return;
    }
    var notes = List.of(Happening.of(ledger.now(), What.REQUEUED));
    var here = givenUp.stream().filter(delivery -> delivery.version() == 0).toList();
    if (!here.isEmpty() && outbox.revive(id)) {
      ledger.record(
          message,
          new Change(
              here,
              here.stream().map(row -> row.become(DeliveryState.QUEUED, null, null)).toList(),
              message.version(),
              false,
              notes));
    } else if (here.size() < givenUp.size()) {
      outbox.post(message, Kind.REQUEUE);
      note(message, notes);
    }
  }

  private void stop(Message message, What what, Kind kind) {
    var notes = List.of(Happening.of(ledger.now(), what));
    var maybeSent = outbox.withdraw(message.id());
    if (maybeSent.isPresent() && !maybeSent.get()) {
      var open = book.deliveries(message.id()).stream().filter(Delivery::isOpenHere).toList();
      ledger.record(
          message,
          new Change(
              open,
              open.stream()
                  .map(row -> row.become(DeliveryState.FAILED, Reasons.CANCELLED, null))
                  .toList(),
              message.version(),
              true,
              notes));
    } else {
      outbox.post(message, kind);
      note(message, notes);
    }
  }

  private void note(Message message, List<Happening> notes) {
    ledger.record(
        message, new Change(List.of(), List.of(), message.version(), message.closed(), notes));
  }

  private Message lock(UUID id) {
    return book.lock(id).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }
}

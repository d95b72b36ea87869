package io.dinggate.local.message;

import io.dinggate.local.message.CloudNews.Said;
import io.dinggate.local.message.Happening.What;
import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings parcels to an end, each in a transaction of its own. Whoever's claim has been taken over
 * changes nothing: the one who took over does. The message is locked before its parcel.
 */
@ApplicationScoped
class Settlement {

  private final MessageBook book;
  private final MessageLedger ledger;
  private final CloudNews news;
  private final Outbox outbox;
  private final OutboxClaims claims;

  Settlement(
      MessageBook book, MessageLedger ledger, CloudNews news, Outbox outbox, OutboxClaims claims) {
    this.book = book;
    this.ledger = ledger;
    this.news = news;
    this.outbox = outbox;
    this.claims = claims;
  }

  /** The cloud did what the parcel asked for, and told where the message stands. */
  @Transactional
  void answered(Parcel parcel, MessageStatus status) {
    book.lock(parcel.message())
        .filter(_ -> isDone(parcel))
        .ifPresent(message -> news.apply(message, Said.of(status)));
  }

  private boolean isDone(Parcel parcel) {
    return parcel.kind() == Kind.SEND ? claims.forwarded(List.of(parcel)) > 0 : claims.take(parcel);
  }

  /** The cloud said no, for good. */
  @Transactional
  void refused(Parcel parcel, ApiException problem) {
    book.lock(parcel.message())
        .filter(_ -> claims.take(parcel))
        .ifPresent(message -> refused(message, parcel, problem));
  }

  /** Its time was over before it could be sent. */
  @Transactional
  void expired(Parcel parcel) {
    end(parcel, Reasons.EXPIRED, "The message's notAfter passed before the cloud was reached.");
  }

  /** Somebody wanted it not to be sent, and it was not. */
  @Transactional
  void cancelled(Parcel parcel) {
    end(parcel, Reasons.CANCELLED, null);
  }

  /**
   * It was tried for long enough. A message waits for an operator; what the cloud may have got may
   * have been delivered.
   */
  @Transactional
  void gaveUp(Parcel parcel, ApiException problem) {
    var message = book.lock(parcel.message()).orElse(null);
    if (message == null) {
      return;
    }
    if (parcel.kind() != Kind.SEND) {
      if (claims.take(parcel)) {
        note(message, refusal(problem));
      }
      return;
    }
    if (message.version() > 0) { // the cloud has it: the feed said so
      claims.take(parcel);
    } else if (claims.bury(parcel, problem.code().wire())) {
      outbox.dropWishes(message.id());
      var state = parcel.maybeSent() ? DeliveryState.UNKNOWN : DeliveryState.FAILED;
      close(
          message,
          row -> row.become(state, Reasons.GAVE_UP, words(problem)),
          !parcel.maybeSent(),
          refusal(problem));
    }
  }

  private void refused(Message message, Parcel parcel, ApiException problem) {
    if (parcel.kind() == Kind.SEND) {
      outbox.dropWishes(message.id());
      close(message, row -> row.failed(problem), true, refusal(problem));
    } else if (problem.code() == ErrorCode.NOT_FOUND && parcel.kind() == Kind.LOOK) {
      // the cloud had it, and has lost it: whether it was sent nobody knows
      close(
          message,
          row -> row.become(DeliveryState.UNKNOWN, Reasons.INTERRUPTED, null),
          true,
          refusal(problem));
    } else if (problem.code() == ErrorCode.NOT_FOUND && message.version() == 0) {
      // the cloud never got the message: then nobody did
      close(
          message,
          row -> row.become(DeliveryState.FAILED, Reasons.CANCELLED, null),
          true,
          refusal(problem));
    } else {
      note(message, refusal(problem));
    }
  }

  private void end(Parcel parcel, String reason, @Nullable String words) {
    book.lock(parcel.message())
        .filter(_ -> claims.take(parcel))
        .ifPresent(
            message -> {
              outbox.dropWishes(message.id());
              close(
                  message, row -> row.become(DeliveryState.FAILED, reason, words), true, List.of());
            });
  }

  /** For those of whom the cloud has said nothing. */
  private void close(
      Message message, UnaryOperator<Delivery> end, boolean closed, List<Happening> notes) {
    var before = book.deliveries(message.id()).stream().filter(Delivery::isOpenHere).toList();
    ledger.record(
        message,
        new Change(
            before,
            before.stream().map(end).toList(),
            message.version(),
            closed || message.closed(),
            notes));
  }

  private void note(Message message, List<Happening> notes) {
    ledger.record(
        message, new Change(List.of(), List.of(), message.version(), message.closed(), notes));
  }

  private List<Happening> refusal(ApiException problem) {
    return List.of(
        Happening.of(ledger.now(), What.REFUSED, problem.code().wire() + ": " + words(problem)));
  }

  private static String words(ApiException problem) {
    var detail = problem.detail();
    return detail == null ? problem.code().title() : detail;
  }
}

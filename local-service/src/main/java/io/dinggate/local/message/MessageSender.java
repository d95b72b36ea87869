package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.SingleFlight;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes a message in, asks the cloud to deliver it and records what came of that. The message is
 * durable before the cloud is asked, and no transaction is open while it is. Safe for concurrent
 * use: calls with the same id share one call to the cloud.
 */
@ApplicationScoped
class MessageSender {

  private final MessageDrafts drafts;
  private final MessageBook book;
  private final CloudGateway cloud;
  private final MeterRegistry meters;
  private final SingleFlight<Sending, Message> sendings = new SingleFlight<>();

  MessageSender(MessageDrafts drafts, MessageBook book, CloudGateway cloud, MeterRegistry meters) {
    this.drafts = drafts;
    this.book = book;
    this.cloud = cloud;
    this.meters = meters;
  }

  /**
   * Delivers the message, or answers what became of it when the same was asked before, whatever the
   * caller may send by now. A message whose end is unknown is handed to the cloud once more, under
   * the same id there.
   *
   * @throws ApiException {@code message-conflict} when the id stands for another message, {@code
   *     forbidden} when the caller may not send to those recipients
   */
  Message send(Caller caller, MessageId id, PutMessage request) {
    var key = MessageKey.of(caller, id);
    var hash = drafts.hash(request);
    return sendings.run(
        new Sending(key, hash),
        () ->
            book.find(key)
                .map(stored -> repeat(stored, hash))
                .orElseGet(() -> deliver(drafts.of(caller, id, request))));
  }

  /** Two who send the same at the same time share one call and its end. */
  private record Sending(MessageKey key, String hash) {}

  private Message deliver(Message draft) {
    if (!book.add(draft)) {
      return repeat(stored(draft.key()), draft.hash());
    }
    return draft.settled() ? draft : ask(draft);
  }

  private Message repeat(Message stored, String hash) {
    if (!stored.hash().equals(hash)) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    if (stored.settled()) {
      return stored;
    }
    return book.beginAttempt(stored.id()) ? ask(stored) : stored(stored.key());
  }

  private Message ask(Message message) {
    var settled = book.settle(message.id(), cloud.send(message.cloudId(), message.request()));
    var outcome = settled.progress().wire().wire();
    Log.infof("message %s: %s", settled.id(), outcome);
    meters.counter("message.delivery", "outcome", outcome).increment();
    return settled;
  }

  private Message stored(MessageKey key) {
    return book.find(key).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }
}

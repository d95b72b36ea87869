package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.cloud.Patience;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Tells what became of a message. The cloud is asked about one that is not settled, because it may
 * know more by now; without an answer of the cloud in time, what is stored stands.
 */
@ApplicationScoped
class MessageStates {

  private final MessageBook book;
  private final CloudGateway cloud;
  private final Patience patience;

  MessageStates(MessageBook book, CloudGateway cloud, Patience patience) {
    this.book = book;
    this.cloud = cloud;
    this.patience = patience;
  }

  /** The message of that key as it stands now. */
  Optional<Message> find(MessageKey key) {
    return book.find(key).map(stored -> isOpenAtTheCloud(stored) ? refreshed(stored) : stored);
  }

  /** While a call is under way, its own answer tells. */
  private static boolean isOpenAtTheCloud(Message message) {
    return !message.settled() && message.progress() != Progress.SENDING;
  }

  private Message refreshed(Message stored) {
    return patience.await("the state of message " + stored.id(), () -> ask(stored)).orElse(stored);
  }

  private Message ask(Message stored) {
    var settled =
        book.settle(stored.id(), new CloudCall.Answered<>(cloud.status(stored.cloudId())));
    if (settled.progress() != stored.progress()) {
      Log.infof("message %s: %s", settled.id(), settled.progress().wire().wire());
    }
    return settled;
  }
}

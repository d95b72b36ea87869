package io.dinggate.local.message;

import io.dinggate.local.feed.FeedGap;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/** Entries of the feed were lost: the cloud is asked about every message that may still change. */
@ApplicationScoped
class MessageGap implements FeedGap {

  private final Outbox outbox;

  MessageGap(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void entriesWereLost() {
    var messages = outbox.lookAtAll();
    Log.warnf("the cloud is asked about %d messages, as entries of the feed were lost", messages);
  }
}

package io.dinggate.local.message;

import io.dinggate.local.feed.FeedApplier;
import io.dinggate.local.message.CloudNews.Said;
import io.dinggate.model.MessageId;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Applies the feed's entries about messages. */
@ApplicationScoped
class MessageChanges implements FeedApplier<MessageChanged> {

  private final CloudNews news;

  MessageChanges(CloudNews news) {
    this.news = news;
  }

  @Override
  public Class<MessageChanged> kind() {
    return MessageChanged.class;
  }

  @Override
  public void apply(FeedEntry entry, MessageChanged item) {
    ours(item.message())
        .ifPresentOrElse(
            id ->
                news.apply(
                    id,
                    new Said(item.version(), item.closed(), item.recipients(), item.departments())),
            () ->
                Log.warnf(
                    "entry %s of the feed is about a message that was not sent from here",
                    entry.sequence()));
  }

  private static Optional<UUID> ours(MessageId id) {
    try {
      return Optional.of(UUID.fromString(id.value()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

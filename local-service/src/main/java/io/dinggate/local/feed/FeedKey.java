package io.dinggate.local.feed;

import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.request.RequestResult.MessageTaken;
import java.util.Optional;

/**
 * What an entry is about. Entries of one key are applied in their order, or not at all.
 *
 * @param kind the kind of its item
 * @param key names what it is about among all of that kind
 */
record FeedKey(String kind, String key) {

  /** Empty for an item of which nobody knows what it is about. */
  static Optional<FeedKey> of(FeedItem item) {
    return switch (item) {
      case MessageChanged changed ->
          Optional.of(new FeedKey(kind(changed), changed.message().value()));
      case EventReceived event ->
          Optional.of(new FeedKey(kind(event), event.corp() + "/" + subject(event)));
      case RequestDone done when done.result() instanceof MessageTaken -> // it begins with this
          Optional.of(new FeedKey(MessageChanged.class.getSimpleName(), done.request().value()));
      case RequestDone done -> Optional.of(new FeedKey(kind(done), done.request().value()));
      case FeedItem.Unrecognized _ -> Optional.empty();
    };
  }

  /** An event that does not name its subject stands by itself. */
  private static String subject(EventReceived event) {
    return event.subject() == null ? event.id() : event.bizType() + "/" + event.subject();
  }

  static String kind(FeedItem item) {
    return item.getClass().getSimpleName();
  }
}

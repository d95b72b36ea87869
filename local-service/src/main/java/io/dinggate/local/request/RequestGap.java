package io.dinggate.local.request;

import io.dinggate.local.feed.FeedGap;
import io.dinggate.local.message.DirectMessages;
import io.dinggate.local.message.DirectMessages.Direct;
import io.dinggate.model.MessageId;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the feed were lost, and with them perhaps the results of requests that were posted:
 * what came of these nobody knows. About their messages the cloud is asked.
 */
@ApplicationScoped
class RequestGap implements FeedGap {

  private final RequestTable table;
  private final DirectMessages messages;
  private final Clock clock;

  RequestGap(RequestTable table, DirectMessages messages, Clock clock) {
    this.table = table;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public void entriesWereLost() {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var overdue = table.lockOverdue(now);
    overdue.forEach(request -> lose(request, now));
    if (!overdue.isEmpty()) {
      Log.warnf(
          "what came of %d requests is not known, as entries of the feed were lost",
          overdue.size());
    }
  }

  private void lose(StoredRequest request, Instant now) {
    table.end(request.ended(RequestState.UNKNOWN, null, null, askedAbout(request), now));
  }

  private @Nullable MessageId askedAbout(StoredRequest request) {
    var draft = request.draft();
    return draft == null
        ? null
        : messages.perhapsTaken(
            new Direct(request.id(), request.caller(), draft), request.createdAt());
  }
}

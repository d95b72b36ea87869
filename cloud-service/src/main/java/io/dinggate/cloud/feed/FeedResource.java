package io.dinggate.cloud.feed;

import io.dinggate.cloud.feed.FeedPolls.Query;
import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.RecognisedCaller;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.feed.FeedApi;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedPage;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The feed of the site that calls. */
@RunOnVirtualThread
class FeedResource implements FeedApi {

  private final CurrentSite site;
  private final RecognisedCaller caller;
  private final FeedPolls polls;
  private final FeedAcknowledgements acknowledgements;

  FeedResource(
      CurrentSite site,
      RecognisedCaller caller,
      FeedPolls polls,
      FeedAcknowledgements acknowledgements) {
    this.site = site;
    this.caller = caller;
    this.polls = polls;
    this.acknowledgements = acknowledgements;
  }

  @Override
  @Blocking // it reads the database before it waits, although what it returns says otherwise
  @RolesAllowed(Scopes.FEED_READ)
  public CompletionStage<FeedPage> poll(@Nullable String epoch, long after, int wait, int limit) {
    var query = new Query(site.get().id(), epoch, after, limit);
    caller.keepAlone();
    return polls.poll(query, Duration.ofSeconds(wait));
  }

  @Override
  @RolesAllowed(Scopes.FEED_READ)
  public void acknowledge(FeedCursor cursor) {
    acknowledgements.acknowledge(site.get().id(), cursor);
  }
}

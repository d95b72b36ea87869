package io.dinggate.local.feed;

import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedPage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The site's feed at the cloud; its problems come as {@code ApiException}. */
interface CloudFeed {

  /**
   * The entries after a cursor, waiting for one when there is none.
   *
   * @param after null to begin with the first entry
   * @param limit how many entries at most
   */
  FeedPage poll(@Nullable FeedCursor after, Duration wait, int limit);

  /** Says that everything up to the cursor was applied. */
  void acknowledge(FeedCursor cursor);
}

package io.dinggate.local.feed;

import java.time.Instant;

/** Is told whenever everything that the cloud had for this site was applied. */
public interface FeedCaughtUp {

  /**
   * Whatever was appended to the feed before that time was applied, or is parked. Called in a
   * transaction, again and again while nothing comes; must call nobody.
   */
  void everythingWasRead(Instant before);
}

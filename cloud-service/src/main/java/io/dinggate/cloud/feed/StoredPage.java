package io.dinggate.cloud.feed;

import java.util.List;

/**
 * A piece of a feed, and the feed as it stood at the same moment.
 *
 * @param standing where the feed stood
 * @param entries those behind the place that was asked for, in order
 */
record StoredPage(FeedStanding standing, List<StoredEntry> entries) {

  StoredPage {
    entries = List.copyOf(entries);
  }
}

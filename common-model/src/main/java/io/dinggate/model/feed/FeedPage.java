package io.dinggate.model.feed;

import java.util.List;

/**
 * Entries of a site's feed.
 *
 * @param epoch the feed's life, which the entries' sequences belong to
 * @param entries in the order of their sequences, without gaps; empty when none came in time
 */
public record FeedPage(String epoch, List<FeedEntry> entries) {

  public FeedPage {
    entries = List.copyOf(entries);
  }
}

package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedItem;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The feeds of the sites. An entry stands or falls with the unit of {@code Writes} that appends it,
 * and its sequence is one more than that of the site's entry before it.
 */
public interface Feed {

  /**
   * Appends an entry to a site's feed, inside of the caller's unit. A unit that appends for several
   * sites does so in the order of their ids.
   */
  void append(Connection connection, SiteId site, FeedItem item) throws SQLException;

  /**
   * Appends an entry whose item is stored elsewhere, once for all sites; as {@link #append}. It
   * must stay there for as long as the entry, see {@link FeedPayloads}.
   *
   * @param payload names the item
   * @param size about how many characters it has
   */
  void appendPayload(Connection connection, SiteId site, String payload, int size)
      throws SQLException;

  /** Lets whoever waits for the site's feed look again; to be called after the unit's commit. */
  void wake(SiteId site);
}

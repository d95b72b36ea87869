package io.dinggate.cloud.testing;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedItem;
import java.sql.Connection;

/** A feed to which nothing may be appended. */
public final class NoFeed implements Feed {

  @Override
  public void append(Connection connection, SiteId site, FeedItem item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void appendPayload(Connection connection, SiteId site, String payload, int size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void wake(SiteId site) {
    throw new UnsupportedOperationException();
  }
}

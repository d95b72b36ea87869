package io.dinggate.cloud.feed;

import io.dinggate.model.feed.FeedItem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Items that feeds refer to, and that are stored by whoever appended them. */
public interface FeedPayloads {

  /** The items of these names; one that is missing is an error of whoever deleted it. */
  Map<String, FeedItem> items(Connection connection, Collection<String> payloads)
      throws SQLException;
}

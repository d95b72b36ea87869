package io.dinggate.cloud.feed;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.model.SiteId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How all feeds stand, for operators. */
@Singleton
final class Feeds {

  private static final String SELECT =
      "select site, epoch, last_sequence, acknowledged, "
          + FeedTable.OLDEST_UNCONFIRMED
          + " as oldest from feed f where site > ? order by site limit ?";

  private final Reads reads;
  private final Clock clock;

  Feeds(Reads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** Those of the sites after that one. */
  FeedsPage page(@Nullable SiteId after, int limit) {
    var rows = reads.query(connection -> read(connection, after, limit + 1));
    var items = rows.subList(0, Math.min(limit, rows.size()));
    return new FeedsPage(items, rows.size() > limit ? items.getLast().site() : null);
  }

  private List<FeedView> read(Connection connection, @Nullable SiteId after, int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setString(1, after == null ? "" : after.value());
      select.setInt(2, limit);
      try (var rows = select.executeQuery()) {
        var views = new ArrayList<FeedView>();
        while (rows.next()) {
          views.add(view(rows));
        }
        return views;
      }
    }
  }

  private FeedView view(ResultSet row) throws SQLException {
    var at = row.getLong("oldest");
    var oldest = row.wasNull() ? null : Instant.ofEpochMilli(at);
    var last = row.getLong("last_sequence");
    var acknowledged = row.getLong("acknowledged");
    return new FeedView(
        row.getString("site"),
        row.getString("epoch"),
        last,
        acknowledged,
        last - acknowledged,
        oldest,
        oldest == null ? 0 : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds()));
  }
}

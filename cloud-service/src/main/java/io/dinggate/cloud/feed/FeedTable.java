package io.dinggate.cloud.feed;

import io.dinggate.model.SiteId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The statements on feeds and their entries; each runs in its caller's unit. */
final class FeedTable {

  private static final String BEGIN =
      "insert into feed (site, epoch, last_sequence) values (?, ?, 0) on conflict (site) do nothing";

  private static final String NEXT =
      "insert into feed (site, epoch, last_sequence) values (?, ?, 1) on conflict (site)"
          + " do update set last_sequence = last_sequence + 1 returning last_sequence";

  private static final String INSERT =
      "insert into feed_entry (site, sequence, item, payload, size, at) values (?, ?, ?, ?, ?, ?)";

  /** One statement, so that the feed and its entries are of one moment. */
  static final String READ =
      "select f.epoch, f.last_sequence, f.acknowledged, e.sequence, e.at, e.item,"
          + " e.payload, e.size from feed f"
          + " left join feed_entry e on e.site = f.site and e.sequence > ?"
          + " where f.site = ? order by e.sequence limit ?";

  private static final String BEGIN_EPOCH = "update feed set epoch = ? where site = ?";

  private static final String STANDING =
      "select epoch, last_sequence, acknowledged from feed where site = ?";

  private static final String ACKNOWLEDGE =
      "update feed set acknowledged = ?"
          + " where site = ? and epoch = ? and acknowledged < ? and last_sequence >= ?";

  private static final String CONFIRMED =
      "select f.site from feed f where exists (select 1 from feed_entry e"
          + " where e.site = f.site and e.sequence <= f.acknowledged) order by f.site";

  private static final String DELETE =
      "delete from feed_entry where site = ? and sequence <= (select max(sequence) from"
          + " (select e.sequence from feed_entry e join feed f on f.site = e.site"
          + " where e.site = ? and e.sequence <= f.acknowledged order by e.sequence limit ?))"
          + " returning size";

  private static final String GROW = "update feed set size = size + ? where site = ?";

  /** The oldest entry decides: the others are younger. */
  private static final String OVER =
      "select site from feed f where size > ? or (select e.at from feed_entry e"
          + " where e.site = f.site order by e.sequence limit 1) < ? order by site";

  private static final String OLDEST =
      "select e.sequence, e.at, e.size, f.size as whole from feed f"
          + " join feed_entry e on e.site = f.site where f.site = ? order by e.sequence limit ?";

  private static final String DELETE_UP_TO =
      "delete from feed_entry where site = ? and sequence <= ? returning size";

  /**
   * When the oldest entry was appended that the site of feed f has not confirmed; those before it
   * may have been dropped.
   */
  static final String OLDEST_UNCONFIRMED =
      "(select e.at from feed_entry e where e.site = f.site and e.sequence > f.acknowledged"
          + " order by e.sequence limit 1)";

  private static final String BACKLOGS =
      "select f.site, f.last_sequence - f.acknowledged as depth, "
          + OLDEST_UNCONFIRMED
          + " as at from feed f";

  private FeedTable() {}

  /** Lets a site have a feed, if it has none. */
  static void begin(Connection connection, SiteId site, String epoch) throws SQLException {
    try (var insert = connection.prepareStatement(BEGIN)) {
      insert.setString(1, site.value());
      insert.setString(2, epoch);
      insert.executeUpdate();
    }
  }

  /** Gives every feed another epoch. */
  static void beginEpochs(Connection connection, Supplier<String> epochs) throws SQLException {
    var sites = new ArrayList<String>();
    try (var select = connection.prepareStatement("select site from feed");
        var rows = select.executeQuery()) {
      while (rows.next()) {
        sites.add(rows.getString(1));
      }
    }
    try (var update = connection.prepareStatement(BEGIN_EPOCH)) {
      for (var site : sites) {
        update.setString(1, epochs.get());
        update.setString(2, site);
        update.executeUpdate();
      }
    }
  }

  /**
   * Takes the next sequence of a site's feed.
   *
   * @param epoch for a site that has no feed yet
   */
  static long next(Connection connection, SiteId site, String epoch) throws SQLException {
    try (var upsert = connection.prepareStatement(NEXT)) {
      upsert.setString(1, site.value());
      upsert.setString(2, epoch);
      try (var row = upsert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static void insert(Connection connection, SiteId site, StoredEntry entry) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, site.value());
      insert.setLong(2, entry.sequence());
      insert.setString(3, entry.sealed());
      insert.setString(4, entry.payload());
      insert.setInt(5, entry.size());
      insert.setLong(6, entry.at().toEpochMilli());
      insert.executeUpdate();
    }
    grow(connection, site, entry.size());
  }

  private static void grow(Connection connection, SiteId site, long size) throws SQLException {
    try (var update = connection.prepareStatement(GROW)) {
      update.setLong(1, size);
      update.setString(2, site.value());
      update.executeUpdate();
    }
  }

  /**
   * Entries after a place.
   *
   * @param limit how many at most
   * @param bytes how many bytes of items at most, except that the first entry always comes
   * @return empty when the site has no feed
   */
  static Optional<StoredPage> read(
      Connection connection, SiteId site, long after, int limit, int bytes) throws SQLException {
    try (var select = connection.prepareStatement(READ)) {
      select.setLong(1, after);
      select.setString(2, site.value());
      select.setInt(3, limit);
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(new StoredPage(standing(rows), entries(rows, bytes)));
      }
    }
  }

  /** From the row that the cursor stands on; one without an entry is the only one. */
  private static List<StoredEntry> entries(ResultSet rows, int bytes) throws SQLException {
    var entries = new ArrayList<StoredEntry>();
    var room = bytes;
    do {
      var size = rows.getInt("size");
      if (rows.wasNull() || (!entries.isEmpty() && size > room)) {
        return entries;
      }
      room -= size;
      entries.add(
          new StoredEntry(
              rows.getLong("sequence"),
              Instant.ofEpochMilli(rows.getLong("at")),
              rows.getString("item"),
              rows.getString("payload"),
              size));
    } while (rows.next());
    return entries;
  }

  /** Where a site's feed stands; empty when it has none. */
  static Optional<FeedStanding> standing(Connection connection, SiteId site) throws SQLException {
    try (var select = connection.prepareStatement(STANDING)) {
      select.setString(1, site.value());
      try (var row = select.executeQuery()) {
        return row.next() ? Optional.of(standing(row)) : Optional.empty();
      }
    }
  }

  private static FeedStanding standing(ResultSet row) throws SQLException {
    return new FeedStanding(
        row.getString("epoch"), row.getLong("last_sequence"), row.getLong("acknowledged"));
  }

  /** Confirms a feed up to a place; does nothing when that is not further than before. */
  static void acknowledge(Connection connection, SiteId site, String epoch, long sequence)
      throws SQLException {
    try (var update = connection.prepareStatement(ACKNOWLEDGE)) {
      update.setLong(1, sequence);
      update.setString(2, site.value());
      update.setString(3, epoch);
      update.setLong(4, sequence);
      update.setLong(5, sequence);
      update.executeUpdate();
    }
  }

  /** The sites with entries that are confirmed and still there. */
  static List<SiteId> confirmed(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(CONFIRMED);
        var rows = select.executeQuery()) {
      var sites = new ArrayList<SiteId>();
      while (rows.next()) {
        sites.add(new SiteId(rows.getString(1)));
      }
      return sites;
    }
  }

  /**
   * Deletes the oldest confirmed entries of a site.
   *
   * @return how many, at most {@code limit}
   */
  static int deleteConfirmed(Connection connection, SiteId site, int limit) throws SQLException {
    try (var delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, site.value());
      delete.setString(2, site.value());
      delete.setInt(3, limit);
      return deleted(connection, site, delete);
    }
  }

  private static int deleted(Connection connection, SiteId site, PreparedStatement delete)
      throws SQLException {
    var count = 0;
    var size = 0L;
    try (var rows = delete.executeQuery()) {
      while (rows.next()) {
        count++;
        size += rows.getInt(1);
      }
    }
    grow(connection, site, -size);
    return count;
  }

  /** The sites whose feed is larger than that, or has an entry from before that time. */
  static List<SiteId> over(Connection connection, long size, Instant before) throws SQLException {
    try (var select = connection.prepareStatement(OVER)) {
      select.setLong(1, size);
      select.setLong(2, before.toEpochMilli());
      try (var rows = select.executeQuery()) {
        var sites = new ArrayList<SiteId>();
        while (rows.next()) {
          sites.add(new SiteId(rows.getString(1)));
        }
        return sites;
      }
    }
  }

  /**
   * Deletes the oldest entries of a site, confirmed or not, until the feed is not larger than that
   * and has none from before that time.
   *
   * @return how many, at most {@code limit}
   */
  static int deleteOldest(Connection connection, SiteId site, long size, Instant before, int limit)
      throws SQLException {
    var last = lastOver(connection, site, size, before, limit);
    if (last.isEmpty()) {
      return 0;
    }
    try (var delete = connection.prepareStatement(DELETE_UP_TO)) {
      delete.setString(1, site.value());
      delete.setLong(2, last.getAsLong());
      return deleted(connection, site, delete);
    }
  }

  private static OptionalLong lastOver(
      Connection connection, SiteId site, long size, Instant before, int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(OLDEST)) {
      select.setString(1, site.value());
      select.setInt(2, limit);
      try (var rows = select.executeQuery()) {
        var last = OptionalLong.empty();
        var gone = 0L;
        while (rows.next()
            && (rows.getLong("whole") - gone > size
                || rows.getLong("at") < before.toEpochMilli())) {
          last = OptionalLong.of(rows.getLong("sequence"));
          gone += rows.getInt("size");
        }
        return last;
      }
    }
  }

  /** What every site has yet to confirm. */
  static List<FeedBacklog> backlogs(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(BACKLOGS);
        var rows = select.executeQuery()) {
      var backlogs = new ArrayList<FeedBacklog>();
      while (rows.next()) {
        var at = rows.getLong("at");
        var oldest = rows.wasNull() ? null : Instant.ofEpochMilli(at);
        backlogs.add(
            new FeedBacklog(new SiteId(rows.getString("site")), rows.getLong("depth"), oldest));
      }
      return backlogs;
    }
  }
}

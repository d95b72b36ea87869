package io.dinggate.cloud.request;

import io.dinggate.model.RequestId;
import io.dinggate.model.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements about requests; each runs in its caller's unit. */
final class RequestTable {

  private static final String INSERT =
      "insert into request (site, id, kind, subject, body, state, accepted_at, due_at)"
          + " values (?, ?, ?, ?, ?, 'OPEN', ?, ?) on conflict (site, id) do nothing";

  /** One step from site to site in the index of those that are open, whatever their number. */
  static final String SITES =
      """
      with recursive step(site) as (
        select min(site) from request where state = 'OPEN'
        union all
        select (select min(site) from request where state = 'OPEN' and site > step.site)
        from step where site is not null)
      select site from step where site is not null""";

  static final String DUE =
      """
      select id, body, accepted_at, attempts from request
      where state = 'OPEN' and site = ? and due_at <= ? order by due_at limit ?""";

  private static final String FINISH =
      "update request set state = 'DONE', body = null, done_at = ?"
          + " where site = ? and id = ? and state = 'OPEN'";

  private static final String PUT_OFF =
      "update request set attempts = attempts + 1, due_at = ?"
          + " where site = ? and id = ? and state = 'OPEN'";

  private static final String DELETE =
      "delete from request where rowid in (select rowid from request where state = 'DONE'"
          + " and accepted_at < ? order by accepted_at limit ?)";

  private RequestTable() {}

  /**
   * A request to be stored.
   *
   * @param kind names what is asked for
   * @param subject whom the site signed for
   * @param sealed its body, see {@link RequestBodies}
   */
  record NewRequest(
      SiteId site, RequestId id, String kind, String subject, String sealed, Instant at) {

    @Override
    public String toString() {
      return site + "/" + id;
    }
  }

  /** Whether the site has had a request of that id. */
  static boolean exists(Connection connection, SiteId site, RequestId id) throws SQLException {
    try (var select =
        connection.prepareStatement("select 1 from request where site = ? and id = ?")) {
      select.setString(1, site.value());
      select.setString(2, id.value());
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** How many requests of the site are open. */
  static int open(Connection connection, SiteId site) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select count(*) from request where state = 'OPEN' and site = ?")) {
      select.setString(1, site.value());
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Stores a request; false, and nothing stored, when its id is taken. */
  static boolean insert(Connection connection, NewRequest request) throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, request.site().value());
      insert.setString(2, request.id().value());
      insert.setString(3, request.kind());
      insert.setString(4, request.subject());
      insert.setString(5, request.sealed());
      insert.setLong(6, request.at().toEpochMilli());
      insert.setLong(7, request.at().toEpochMilli());
      return insert.executeUpdate() == 1;
    }
  }

  /** The sites with open requests. */
  static List<SiteId> sites(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(SITES);
        var rows = select.executeQuery()) {
      var sites = new ArrayList<SiteId>();
      while (rows.next()) {
        sites.add(new SiteId(rows.getString(1)));
      }
      return sites;
    }
  }

  /** How many requests are open, by the sites that have any. */
  static Map<SiteId, Integer> counts(Connection connection) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "select site, count(*) from request where state = 'OPEN' group by site");
        var rows = select.executeQuery()) {
      var counts = new HashMap<SiteId, Integer>();
      while (rows.next()) {
        counts.put(new SiteId(rows.getString(1)), rows.getInt(2));
      }
      return counts;
    }
  }

  /** The open requests of a site that may be tried now, the longest due first. */
  static List<OpenRequest> due(Connection connection, SiteId site, Instant now, int limit)
      throws SQLException {
    try (var select = connection.prepareStatement(DUE)) {
      select.setString(1, site.value());
      select.setLong(2, now.toEpochMilli());
      select.setInt(3, limit);
      try (var rows = select.executeQuery()) {
        var due = new ArrayList<OpenRequest>();
        while (rows.next()) {
          due.add(
              new OpenRequest(
                  site,
                  new RequestId(rows.getString("id")),
                  rows.getString("body"),
                  Instant.ofEpochMilli(rows.getLong("accepted_at")),
                  rows.getInt("attempts")));
        }
        return due;
      }
    }
  }

  /** Ends a request; false when it has ended before. */
  static boolean finish(Connection connection, OpenRequest request, Instant now)
      throws SQLException {
    try (var update = connection.prepareStatement(FINISH)) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, request.site().value());
      update.setString(3, request.id().value());
      return update.executeUpdate() == 1;
    }
  }

  /** Counts a failed attempt; the next one comes then. */
  static boolean putOff(Connection connection, OpenRequest request, Instant dueAt)
      throws SQLException {
    try (var update = connection.prepareStatement(PUT_OFF)) {
      update.setLong(1, dueAt.toEpochMilli());
      update.setString(2, request.site().value());
      update.setString(3, request.id().value());
      return update.executeUpdate() == 1;
    }
  }

  /**
   * Deletes ended requests that were accepted before that.
   *
   * @return how many, at most {@code limit}
   */
  static int delete(Connection connection, Instant before, int limit) throws SQLException {
    try (var delete = connection.prepareStatement(DELETE)) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }
}

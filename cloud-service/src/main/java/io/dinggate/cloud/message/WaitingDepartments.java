package io.dinggate.cloud.message;

import io.dinggate.model.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The statements by which a worker takes departments, and puts them off; each in a unit. */
final class WaitingDepartments {

  private WaitingDepartments() {}

  /** The sites that have some that are due. */
  static Set<SiteId> sitesWithDue(Connection connection, Instant now) throws SQLException {
    var sites = new LinkedHashSet<SiteId>();
    try (var select =
        connection.prepareStatement(
            "select distinct m.site from expansion e cross join message m on m.id = e.message"
                + " where e.state = 'WAITING' and e.due_at <= ?")) {
      select.setLong(1, now.toEpochMilli());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          sites.add(new SiteId(rows.getString(1)));
        }
      }
    }
    return sites;
  }

  /**
   * Takes one of that site, and holds it until the lease is over: an urgent one, else the one that
   * is due longest.
   */
  static Optional<WaitingDepartment> take(
      Connection connection, SiteId site, Instant now, Instant lease) throws SQLException {
    var taken = new ArrayList<WaitingDepartment>();
    try (var update =
        connection.prepareStatement(
            "update expansion set due_at = ?1, held_until = ?1, attempts = attempts + 1"
                + " where (message, position) in (select e.message, e.position from expansion e"
                + " cross join message m on m.id = e.message"
                + " where e.state = 'WAITING' and e.due_at <= ?2 and m.site = ?3"
                + " order by m.urgent desc, e.due_at limit 1)"
                + " returning message, position, attempts")) {
      update.setLong(1, lease.toEpochMilli());
      update.setLong(2, now.toEpochMilli());
      update.setString(3, site.value());
      try (var rows = update.executeQuery()) {
        while (rows.next()) {
          taken.add(
              new WaitingDepartment(rows.getString(1), rows.getInt(2), rows.getInt(3), lease));
        }
      }
    }
    return taken.stream().findFirst();
  }

  /** Ends every lease; for the start, when nobody can hold any. Answers how many there were. */
  static int freeAll(Connection connection, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update expansion set due_at = ? where state = 'WAITING' and held_until = due_at")) {
      update.setLong(1, now.toEpochMilli());
      return update.executeUpdate();
    }
  }

  /** Whether this worker still holds it. */
  static boolean isHeld(Connection connection, WaitingDepartment department) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select 1 from expansion where message = ? and position = ?"
                + " and state = 'WAITING' and due_at = ?")) {
      select.setString(1, department.message());
      select.setInt(2, department.position());
      select.setLong(3, department.lease().toEpochMilli());
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * Lets go of one that is to be tried again.
   *
   * @param counts whether the attempt counts; not when DingTalk only wants to be left alone
   */
  static boolean putOff(
      Connection connection, WaitingDepartment department, Instant next, boolean counts)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update expansion set due_at = ?, attempts = attempts - ?"
                + " where message = ? and position = ? and state = 'WAITING' and due_at = ?")) {
      update.setLong(1, next.toEpochMilli());
      update.setInt(2, counts ? 0 : 1);
      update.setString(3, department.message());
      update.setInt(4, department.position());
      update.setLong(5, department.lease().toEpochMilli());
      return update.executeUpdate() == 1;
    }
  }

  /** Who is a recipient by now, whoever made them one; positions are without gaps. */
  static int people(Connection connection, String message) throws SQLException {
    try (var select =
        connection.prepareStatement("select count(*) from recipient where message = ?")) {
      select.setString(1, message);
      try (var rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }
}

package io.dinggate.cloud.message;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements by which a worker takes sent tasks that are due, holds them for a while, and lets
 * go of them. Whoever holds a task knows it by the due time it has set: two workers, or one that
 * was taken for dead, cannot both let go of it. Each runs in its caller's unit.
 */
enum SentTasks {
  /** To ask what became of them. */
  RECEIPTS("receipt_due", "receipt_due is not null", "receipt_reads", ""),
  /** To take them back. */
  RECALLS("recall_due", "recall_state = 'WANTED'", "recall_tries", ", recall_held_until = ?1");

  private static final String COLUMNS =
      "select t.id, t.message, t.corp, t.app, t.agent_id, t.dingtalk_task,"
          + " coalesce(t.began_at, t.settled_at) as began, t.unsure,"
          + " t.resends,"
          + " (select min(r.position) from recipient r where r.task = t.id) as position, ";

  private final String due;
  private final String some;
  private final String tries;
  private final String held;

  SentTasks(String due, String some, String tries, String held) {
    this.due = due;
    this.some = some;
    this.tries = tries;
    this.held = held;
  }

  /**
   * Ends every lease on a task that is to be taken back; for the start, when nobody can hold any.
   * What has come of a task is asked for often enough to wait for the lease. Answers how many there
   * were.
   */
  static int freeRecalls(Connection connection, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set recall_due = ?"
                + " where recall_state = 'WANTED' and recall_held_until = recall_due")) {
      update.setLong(1, now.toEpochMilli());
      return update.executeUpdate();
    }
  }

  /** The sites that have some that are due. */
  Set<SiteId> sitesWithDue(Connection connection, Instant now) throws SQLException {
    var sites = new LinkedHashSet<SiteId>();
    try (var select = connection.prepareStatement(sitesWithDueSql())) {
      select.setLong(1, now.toEpochMilli());
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          sites.add(new SiteId(rows.getString(1)));
        }
      }
    }
    return sites;
  }

  /** From one site to the next, so that what a site has more than one of is not read. */
  String sitesWithDueSql() {
    return """
        with recursive sites(site) as (
          select (select t.site from task t where t.%1$s order by t.site limit 1)
          union all
          select (select t.site from task t where t.%1$s and t.site > sites.site
                  order by t.site limit 1)
          from sites where sites.site is not null)
        select site from sites where site is not null and exists (
          select 1 from task t where t.%1$s and t.site = sites.site and t.%2$s <= ?)
        """
        .formatted(some, due);
  }

  /** Takes those of a site that are due longest. What nobody can ask about is never due again. */
  List<SentTask> take(Connection connection, SiteId site, Instant now, Instant lease, int limit)
      throws SQLException {
    var due = new LinkedHashMap<String, Optional<SentTask>>();
    try (var select = connection.prepareStatement(takeSql())) {
      select.setLong(1, now.toEpochMilli());
      select.setString(2, site.value());
      select.setInt(3, limit);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          due.put(rows.getString("id"), task(rows, lease));
        }
      }
    }
    for (var task : due.entrySet()) {
      setDue(connection, task.getKey(), task.getValue().isPresent() ? lease : null);
    }
    return due.values().stream().flatMap(Optional::stream).toList();
  }

  String takeSql() {
    return COLUMNS
        + "t."
        + tries
        + " as tries from task t where t."
        + some
        + " and t."
        + due
        + " <= ? and t.site = ? order by t."
        + due
        + " limit ?";
  }

  private static Optional<SentTask> task(ResultSet row, Instant lease) throws SQLException {
    var agentId = row.getLong("agent_id");
    var complete = !row.wasNull();
    var dingTalkTask = row.getString("dingtalk_task");
    var began = row.getLong("began");
    complete &= !row.wasNull();
    var position = row.getInt("position");
    complete &= !row.wasNull();
    if (!complete || dingTalkTask == null) {
      return Optional.empty();
    }
    return Optional.of(
        new SentTask(
            row.getString("id"),
            row.getString("message"),
            new CorpId(row.getString("corp")),
            new AppId(row.getString("app")),
            agentId,
            Long.parseLong(dingTalkTask),
            Instant.ofEpochMilli(began),
            row.getInt("unsure"),
            row.getInt("tries"),
            row.getInt("resends"),
            position,
            lease));
  }

  private void setDue(Connection connection, String task, @Nullable Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement("update task set " + due + " = ?1" + held + " where id = ?2")) {
      MessageTables.setInstant(update, 1, at);
      update.setString(2, task);
      update.executeUpdate();
    }
  }

  /** Counts attempts. */
  void count(Connection connection, SentTask task, int attempts) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set " + tries + " = " + tries + " + ? where id = ?")) {
      update.setInt(1, attempts);
      update.setString(2, task.id());
      update.executeUpdate();
    }
  }

  /**
   * Lets go of a task.
   *
   * @param next when it is due again; null for never
   * @return false when the worker does not hold it any more: then nothing that it has found out may
   *     be stored
   */
  boolean letGo(Connection connection, SentTask task, @Nullable Instant next) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update task set " + due + " = ? where id = ? and " + due + " = ?")) {
      MessageTables.setInstant(update, 1, next);
      update.setString(2, task.id());
      update.setLong(3, task.lease().toEpochMilli());
      return update.executeUpdate() == 1;
    }
  }
}

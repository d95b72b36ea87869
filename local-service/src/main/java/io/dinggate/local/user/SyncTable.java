package io.dinggate.local.user;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The runs, one for each corp, as PostgreSQL has them. */
@ApplicationScoped
class SyncTable {

  /** While a run is under way the next one is never, unless somebody wants it before. */
  private static final String START =
      """
      insert into directory_sync (corp_id, run, state, cause, started_at, next_at)
      values (?, 1, 'RUNNING', ?, ?, 'infinity')
      on conflict (corp_id) do update
      set run = directory_sync.run + 1, state = excluded.state, cause = excluded.cause,
        reason = null, started_at = excluded.started_at, next_at = excluded.next_at,
        walked_at = null, ended_at = null, departments = 0, users = 0, added = 0, changed = 0,
        gone = 0, given_up = 0
      where directory_sync.state <> 'RUNNING' and (? or directory_sync.next_at <= excluded.started_at)
      returning run
      """;

  private static final String HOLD =
      """
      select started_at, walked_at, given_up from directory_sync
      where corp_id = ? and run = ? and state = 'RUNNING' for update
      """;

  private static final String COUNT =
      """
      update directory_sync set departments = departments + ?, users = users + ?, added = added + ?,
        changed = changed + ?, gone = gone + ?
      where corp_id = ?
      """;

  private static final String GIVE_UP =
      """
      update directory_sync set given_up = given_up + 1, reason = coalesce(reason, ?)
      where corp_id = ?
      """;

  private static final String END =
      """
      update directory_sync
      set state = ?, reason = coalesce(?, reason), ended_at = ?, next_at = least(next_at, ?),
        completed_at = case when ? = 'COMPLETE' then ? else completed_at end,
        withdrawn_at = case when ? = 'FAILED' or withdrawn_at > started_at then withdrawn_at end
      where corp_id = ?
      """;

  private static final String VIEW =
      """
      select sync.*,
        (select count(*) from directory_step s
          where s.corp_id = sync.corp_id and s.run = sync.run and s.run <> 0) as waiting
      from directory_sync sync where
      """;

  private final Jdbc jdbc;

  SyncTable(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Begins a run, unless one is under way or, when not {@code atOnce}, it is not yet time to.
   *
   * @return its number; empty when none began
   */
  Optional<Long> start(CorpId corp, SyncCause cause, boolean atOnce, Instant now) {
    return jdbc.run(
        START,
        statement -> {
          statement.setString(1, corp.value());
          statement.setString(2, cause.name());
          statement.setObject(3, timestamp(now));
          statement.setBoolean(4, atOnce);
          try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
          }
        });
  }

  /** The run, if it is still under way; until the transaction ends nobody else works on it. */
  Optional<SyncRun> hold(CorpId corp, long run) {
    return jdbc.run(
        HOLD,
        statement -> {
          statement.setString(1, corp.value());
          statement.setLong(2, run);
          try (var row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new SyncRun(
                        corp,
                        run,
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("walked_at") != null,
                        row.getInt("given_up")))
                : Optional.empty();
          }
        });
  }

  /** Adds to what the run has found. */
  void count(CorpId corp, Drift drift) {
    if (drift.equals(Drift.NONE)) {
      return;
    }
    jdbc.update(
        COUNT,
        statement -> {
          statement.setInt(1, drift.departments());
          statement.setInt(2, drift.users());
          statement.setInt(3, drift.added());
          statement.setInt(4, drift.changed());
          statement.setInt(5, drift.gone());
          statement.setString(6, corp.value());
        });
  }

  /** A part of the run could not be read. */
  void giveUpOne(CorpId corp, String reason) {
    jdbc.update(
        GIVE_UP,
        statement -> {
          statement.setString(1, reason);
          statement.setString(2, corp.value());
        });
  }

  /** All departments have been read. */
  void walked(CorpId corp, Instant now) {
    jdbc.update(
        "update directory_sync set walked_at = ? where corp_id = ?",
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setString(2, corp.value());
        });
  }

  /** The run has ended. */
  void end(CorpId corp, SyncState state, @Nullable String reason, Instant now, Instant next) {
    jdbc.update(
        END,
        statement -> {
          statement.setString(1, state.name());
          statement.setString(2, reason);
          statement.setObject(3, timestamp(now));
          statement.setObject(4, timestamp(next));
          statement.setString(5, state.name());
          statement.setObject(6, timestamp(now));
          statement.setString(7, state.name());
          statement.setString(8, corp.value());
        });
  }

  /** The app that reads the corp. */
  void readBy(CorpId corp, AppId app) {
    jdbc.update(
        "update directory_sync set app_id = ? where corp_id = ?",
        statement -> {
          statement.setString(1, app.value());
          statement.setString(2, corp.value());
        });
  }

  /**
   * Nobody is told anything of the corp any more, until a run that begins from now on could read
   * it.
   */
  void withdraw(CorpId corp, Instant now) {
    jdbc.update(
        "update directory_sync set withdrawn_at = ? where corp_id = ?",
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setString(2, corp.value());
        });
  }

  /** As the other one, if it is the app that reads the corp. */
  void withdraw(CorpId corp, AppId app, Instant now) {
    jdbc.update(
        "update directory_sync set withdrawn_at = ? where corp_id = ? and app_id = ?",
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setString(2, corp.value());
          statement.setString(3, app.value());
        });
  }

  /** Whether nobody is told anything of the corp. */
  boolean isWithdrawn(CorpId corp) {
    return corps("withdrawn_at is not null and corp_id = ?", corp.value()).contains(corp);
  }

  /** The corps of which nobody is told anything. */
  Set<CorpId> withdrawn() {
    return corps("withdrawn_at is not null");
  }

  /** The corps that were ever begun. */
  Set<CorpId> corps() {
    return corps("true");
  }

  private Set<CorpId> corps(String condition, String... values) {
    return jdbc.run(
        "select corp_id from directory_sync where " + condition,
        statement -> {
          for (var index = 0; index < values.length; index++) {
            statement.setString(index + 1, values[index]);
          }
          var corps = new HashSet<CorpId>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              corps.add(new CorpId(row.getString(1)));
            }
          }
          return corps;
        });
  }

  /**
   * The corp's next run begins at once, or once the present one has ended, unless the corp is read
   * by another app. Which one reads a corp that could not be read is not known for sure. A first
   * run that began after the change is not repeated for it.
   *
   * @param changedAt when the change came about
   */
  void dueAt(CorpId corp, AppId app, Instant changedAt, Instant now) {
    jdbc.update(
        """
        update directory_sync set next_at = ?
        where corp_id = ? and next_at > ? and (app_id is null or app_id = ? or state = 'FAILED')
          and not (state = 'RUNNING' and completed_at is null and started_at >= ?)""",
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setString(2, corp.value());
          statement.setObject(3, timestamp(now));
          statement.setString(4, app.value());
          statement.setObject(5, timestamp(changedAt));
        });
  }

  /** The next run of every other corp begins at once, should it become the site's again. */
  void othersDueAt(Set<CorpId> corps, Instant now) {
    jdbc.update(
        "update directory_sync set next_at = ? where next_at > ? and corp_id <> all (?)",
        statement -> {
          statement.setObject(1, timestamp(now));
          statement.setObject(2, timestamp(now));
          var ids = corps.stream().map(CorpId::value).toArray();
          statement.setArray(3, statement.getConnection().createArrayOf("text", ids));
        });
  }

  /** Every corp's next run begins at once, or once the present one has ended. */
  void allDueAt(Instant now) {
    jdbc.update(
        "update directory_sync set next_at = least(next_at, ?)",
        statement -> statement.setObject(1, timestamp(now)));
  }

  /** How a corp's reading stands; empty when it was never begun. */
  Optional<SyncView> find(CorpId corp) {
    return jdbc.run(
        VIEW + " corp_id = ?",
        statement -> {
          statement.setString(1, corp.value());
          try (var row = statement.executeQuery()) {
            return row.next() ? Optional.of(view(row)) : Optional.empty();
          }
        });
  }

  /**
   * How the readings of some corps stand, in the order of their ids.
   *
   * @param corps which ones; empty for all
   * @param after those that come after this one; empty for all
   */
  List<SyncView> list(Optional<Set<CorpId>> corps, String after, int limit) {
    return jdbc.run(
        VIEW
            + """
             (? or corp_id = any (?)) and corp_id collate "C" > ?
            order by corp_id collate "C" limit ?""",
        statement -> {
          var ids = corps.orElse(Set.of()).stream().map(CorpId::value).toArray();
          statement.setBoolean(1, corps.isEmpty());
          statement.setArray(2, statement.getConnection().createArrayOf("text", ids));
          statement.setString(3, after);
          statement.setInt(4, limit);
          var views = new ArrayList<SyncView>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              views.add(view(row));
            }
          }
          return views;
        });
  }

  private static SyncView view(ResultSet row) throws SQLException {
    var state = SyncState.valueOf(row.getString("state"));
    return new SyncView(
        new CorpId(row.getString("corp_id")),
        state,
        SyncCause.valueOf(row.getString("cause")),
        row.getString("reason"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row, "ended_at"),
        instant(row, "completed_at"),
        state == SyncState.RUNNING ? null : instant(row, "next_at"),
        row.getLong("waiting"),
        row.getInt("departments"),
        row.getInt("users"),
        row.getInt("added"),
        row.getInt("changed"),
        row.getInt("gone"),
        row.getInt("given_up"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

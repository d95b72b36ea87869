package io.dinggate.local.user;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.CorpId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is still to be read, as PostgreSQL has it; changes that were heard of go first. */
@ApplicationScoped
class StepTable {

  private static final String ADD =
      """
      insert into directory_step (corp_id, run, kind, subject, due_at)
      select ?, ?, ?, subject, ? from unnest(?) subject
      on conflict (corp_id, kind, subject) where run <> 0 do nothing
      """;

  /** What nobody has begun yet will be read later than now, and so tells of this change, too. */
  private static final String ADD_CHANGE =
      """
      insert into directory_step (corp_id, run, kind, subject, due_at)
      select ?, 0, ?, ?, ? where not exists (
        select 1 from directory_step
        where corp_id = ? and run = 0 and kind = ? and subject = ? and claims = 0)
      """;

  private static final String CLAIM =
      """
      update directory_step set claims = claims + 1, due_at = ?
      where id = (
        select id from directory_step where due_at <= ?
        order by (run <> 0), due_at, id limit 1 for update skip locked)
      returning id, corp_id, run, kind, subject, cursor, claims, failures
      """;

  private static final String FINISH = "delete from directory_step where id = ? and claims = ?";

  private static final String GO_ON =
      """
      update directory_step set cursor = ?, claims = 0, failures = 0, due_at = ?
      where id = ? and claims = ?
      """;

  private static final String PUT_OFF =
      """
      update directory_step set due_at = ?, failures = failures + ? where id = ? and claims = ?
      """;

  private final Jdbc jdbc;

  StepTable(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds steps to a run, but none that is there. */
  void add(CorpId corp, long run, StepKind kind, List<String> subjects, Instant now) {
    if (subjects.isEmpty()) {
      return;
    }
    jdbc.update(
        ADD,
        statement -> {
          statement.setString(1, corp.value());
          statement.setLong(2, run);
          statement.setString(3, kind.name());
          statement.setObject(4, timestamp(now));
          statement.setArray(
              5, statement.getConnection().createArrayOf("text", subjects.toArray()));
        });
  }

  /** Adds a step because something has changed. */
  void addChange(CorpId corp, StepKind kind, String subject, Instant now) {
    jdbc.update(
        ADD_CHANGE,
        statement -> {
          statement.setString(1, corp.value());
          statement.setString(2, kind.name());
          statement.setString(3, subject);
          statement.setObject(4, timestamp(now));
          statement.setString(5, corp.value());
          statement.setString(6, kind.name());
          statement.setString(7, subject);
        });
  }

  /** Begins the next step that is due; nobody else does until the lease ends. */
  Optional<SyncStep> claim(Instant now, Instant leaseEnd) {
    return jdbc.run(
        CLAIM,
        statement -> {
          statement.setObject(1, timestamp(leaseEnd));
          statement.setObject(2, timestamp(now));
          try (var row = statement.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new SyncStep(
                        row.getLong("id"),
                        new CorpId(row.getString("corp_id")),
                        row.getLong("run"),
                        StepKind.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        row.getString("cursor"),
                        row.getInt("claims"),
                        row.getInt("failures")))
                : Optional.empty();
          }
        });
  }

  /** Takes out what was done; false when the lease did not hold. */
  boolean finish(SyncStep step) {
    return jdbc.update(
            FINISH,
            statement -> {
              statement.setLong(1, step.id());
              statement.setInt(2, step.claims());
            })
        > 0;
  }

  /** The step goes on from there; false when the lease did not hold. */
  boolean goOn(SyncStep step, String cursor, Instant now) {
    return jdbc.update(
            GO_ON,
            statement -> {
              statement.setString(1, cursor);
              statement.setObject(2, timestamp(now));
              statement.setLong(3, step.id());
              statement.setInt(4, step.claims());
            })
        > 0;
  }

  /** The step is to be tried again then. */
  void putOff(SyncStep step, Instant dueAt, boolean counts) {
    jdbc.update(
        PUT_OFF,
        statement -> {
          statement.setObject(1, timestamp(dueAt));
          statement.setInt(2, counts ? 1 : 0);
          statement.setLong(3, step.id());
          statement.setInt(4, step.claims());
        });
  }

  /** Whether a run of the corp has steps left. */
  boolean isAnyLeft(CorpId corp) {
    return jdbc.run(
        "select exists (select 1 from directory_step where corp_id = ? and run <> 0)",
        statement -> {
          statement.setString(1, corp.value());
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  /** Takes out all steps of the corp's run. */
  void clear(CorpId corp) {
    jdbc.update(
        "delete from directory_step where corp_id = ? and run <> 0",
        statement -> statement.setString(1, corp.value()));
  }

  /** How many there are. */
  long count() {
    return jdbc.run(
        "select count(*) from directory_step",
        statement -> {
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

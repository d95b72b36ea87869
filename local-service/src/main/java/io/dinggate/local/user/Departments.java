package io.dinggate.local.user;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.local.platform.Jdbc.Parameters;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.directory.DirectoryDepartment;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The departments that this site knows. */
@ApplicationScoped
class Departments {

  private static final String STORE =
      """
      with before as materialized (
        select seen_in from department where corp_id = ? and department_id = ?),
      stored as (
        insert into department (corp_id, department_id, parent_id, name, seen_at, seen_in)
        values (?, ?, ?, ?, ?, ?)
        on conflict (corp_id, department_id) do update
        set parent_id = excluded.parent_id, name = excluded.name, seen_at = excluded.seen_at,
          seen_in = coalesce(excluded.seen_in, department.seen_in))
      select seen_in from before
      """;

  private static final String FIND =
      """
      select corp_id, department_id, parent_id, name, seen_at from department
      where corp_id = ?
      """;

  private static final String ROOTS =
      FIND
          + """
          and department_id > ? and not exists (
            select 1 from department above
            where above.corp_id = department.corp_id and above.department_id = department.parent_id)
          order by department_id limit ?
          """;

  private static final String CHILDREN =
      FIND + " and parent_id = ? and department_id > ? order by department_id limit ?";

  /** A union, and not a union of all, ends where departments stand above each other in a circle. */
  private static final String BELOW =
      """
      with recursive below (id) as (
        select cast(? as bigint)
        union
        select child.department_id from department child join below on child.parent_id = below.id
        where child.corp_id = ?)
      select id from below
      """;

  private final Jdbc jdbc;
  private final Clock clock;

  Departments(Jdbc jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Stores what DingTalk told of a department.
   *
   * @param run which came across it; null for none
   * @return whether the run comes across it for the first time
   */
  boolean store(DirectoryDepartment told, @Nullable Long run) {
    return jdbc.run(
        STORE,
        statement -> {
          statement.setString(1, told.corp().value());
          statement.setLong(2, told.departmentId());
          statement.setString(3, told.corp().value());
          statement.setLong(4, told.departmentId());
          statement.setObject(5, told.parentId(), Types.BIGINT);
          statement.setString(6, told.name());
          statement.setObject(7, timestamp(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
          statement.setObject(8, run, Types.BIGINT);
          try (var row = statement.executeQuery()) {
            return run != null && !(row.next() && run.equals(row.getObject(1, Long.class)));
          }
        });
  }

  /** Forgets a department. */
  void remove(DepartmentRef department) {
    jdbc.update(
        "delete from department where corp_id = ? and department_id = ?",
        statement -> {
          statement.setString(1, department.corp().value());
          statement.setLong(2, department.departmentId());
        });
  }

  /** Forgets the departments of the corp that the run has not come across. */
  void removeUnseen(SyncRun run) {
    jdbc.update(
        "delete from department where corp_id = ? and seen_in is distinct from ? and seen_at < ?",
        statement -> {
          statement.setString(1, run.corp().value());
          statement.setLong(2, run.run());
          statement.setObject(3, timestamp(run.startedAt()));
        });
  }

  Optional<Department> find(DepartmentRef department) {
    return read(
            FIND + " and department_id = ?",
            statement -> {
              statement.setString(1, department.corp().value());
              statement.setLong(2, department.departmentId());
            })
        .stream()
        .findFirst();
  }

  /** Departments with none above them that is known, after {@code after} in the order of ids. */
  List<Department> roots(CorpId corp, long after, int limit) {
    return read(
        ROOTS,
        statement -> {
          statement.setString(1, corp.value());
          statement.setLong(2, after);
          statement.setInt(3, limit);
        });
  }

  /** Departments right below one, after {@code after} in the order of ids. */
  List<Department> children(DepartmentRef parent, long after, int limit) {
    return read(
        CHILDREN,
        statement -> {
          statement.setString(1, parent.corp().value());
          statement.setLong(2, parent.departmentId());
          statement.setLong(3, after);
          statement.setInt(4, limit);
        });
  }

  /** The ids of a department and of all that are known below it. */
  List<Long> withAllBelow(DepartmentRef department) {
    return jdbc.run(
        BELOW,
        statement -> {
          statement.setLong(1, department.departmentId());
          statement.setString(2, department.corp().value());
          var ids = new ArrayList<Long>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              ids.add(row.getLong(1));
            }
          }
          return ids;
        });
  }

  /** How many of the corp are known. */
  long count(CorpId corp) {
    return jdbc.run(
        "select count(*) from department where corp_id = ?",
        statement -> {
          statement.setString(1, corp.value());
          try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private List<Department> read(String sql, Parameters parameters) {
    return jdbc.run(
        sql,
        statement -> {
          parameters.into(statement);
          var departments = new ArrayList<Department>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              departments.add(
                  new Department(
                      new DepartmentRef(
                          new CorpId(row.getString("corp_id")), row.getLong("department_id")),
                      row.getString("name"),
                      row.getObject("parent_id", Long.class),
                      row.getObject("seen_at", OffsetDateTime.class).toInstant()));
            }
          }
          return departments;
        });
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

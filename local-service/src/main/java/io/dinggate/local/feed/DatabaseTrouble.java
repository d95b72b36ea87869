package io.dinggate.local.feed;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a database that does not work at present from an entry that it will never take (SQLSTATE
 * classes, see PostgreSQL's appendix A).
 */
final class DatabaseTrouble {

  /** Connection, rollback, resources, operator, system. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  /** A statement that took too long: of class 57, but it may be the entry's own size. */
  private static final String QUERY_CANCELED = "57014";

  private DatabaseTrouble() {}

  static boolean isBehind(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .anyMatch(DatabaseTrouble::passes);
  }

  /** Without a state it is the pool that speaks: there is no connection. */
  private static boolean passes(SQLException failure) {
    var state = failure.getSQLState();
    return state == null
        || (!state.equals(QUERY_CANCELED) && PASSING.stream().anyMatch(state::startsWith));
  }
}

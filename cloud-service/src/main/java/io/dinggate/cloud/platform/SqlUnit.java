package io.dinggate.cloud.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection. A unit neither commits nor closes, and keeps neither the connection
 * nor anything that stems from it.
 *
 * @param <T> what the statements find out
 */
@FunctionalInterface
public interface SqlUnit<T extends @Nullable Object> {

  /** Runs the statements. */
  T run(Connection connection) throws SQLException;
}

package io.dinggate.cloud.platform;

import java.sql.SQLException;

/** The database did not do what it was asked for. Never the caller's mistake. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StorageException(SQLException cause) {
    super("database failed with code " + code(cause), cause);
  }

  /** What the database itself said: a pool says that it failed, and what failed is behind it. */
  private static int code(SQLException failure) {
    return failure.getCause() instanceof SQLException behind
        ? code(behind)
        : failure.getErrorCode();
  }

  StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}

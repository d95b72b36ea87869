package io.dinggate.cloud.platform;

import java.sql.SQLException;

/** The database did not do what it was asked for. Never the caller's mistake. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StorageException(SQLException cause) {
    super("database failed with code " + cause.getErrorCode(), cause);
  }

  StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}

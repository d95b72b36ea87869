package io.dinggate.platform.keys;

import org.jspecify.annotations.Nullable;

/** A sealed value does not open: the wrong keys directory, or somebody changed the database. */
public final class SealBrokenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SealBrokenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package io.dinggate.platform.oauth;

import java.util.Locale;

/** The error codes of a token endpoint (RFC 6749 section 5.2). */
public enum OAuthError {
  INVALID_REQUEST(400),
  INVALID_CLIENT(401),
  INVALID_GRANT(400),
  UNAUTHORIZED_CLIENT(400),
  UNSUPPORTED_GRANT_TYPE(400),
  INVALID_SCOPE(400);

  private final int status;

  OAuthError(int status) {
    this.status = status;
  }

  /** The HTTP status that the error is answered with. */
  public int status() {
    return status;
  }

  /** The value of {@code error} on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.SessionSource;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Finds the session that a connection was opened by, which may end before the connection does. */
public final class SseSession {

  private SseSession() {}

  /** The token of the caller's session; null for a program. */
  public static @Nullable String of(Caller caller, HttpHeaders headers) {
    var cookie = headers.getCookies().get(SessionSource.COOKIE);
    return caller instanceof SessionCaller && cookie != null ? cookie.getValue() : null;
  }
}

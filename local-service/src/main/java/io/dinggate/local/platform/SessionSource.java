package io.dinggate.local.platform;

import io.dinggate.local.platform.Caller.SessionCaller;
import java.util.Optional;

/** Where sessions are found; implemented by the feature that makes them. */
public interface SessionSource {

  /** The cookie that carries a session's token. */
  String COOKIE = "__Host-dinggate-session";

  /**
   * Who the session of this token belongs to; empty when it is unknown, over or revoked. Blocks.
   */
  Optional<SessionCaller> find(String token);

  /** Whether there is a session of this token; being asked is no use of it. Blocks. */
  boolean isLive(String token);
}

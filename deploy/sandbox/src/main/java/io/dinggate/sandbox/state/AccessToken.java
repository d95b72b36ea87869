package io.dinggate.sandbox.state;

import io.dinggate.sandbox.World.App;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that the sandbox gave out.
 *
 * @param corpId the corp it works in; null for suite tokens, and for user tokens of a login without
 *     a corp
 * @param personId only for user tokens
 */
public record AccessToken(
    String value,
    Kind kind,
    App app,
    @Nullable String corpId,
    @Nullable String personId,
    Instant expiresAt) {

  /** What a token is good for. */
  public enum Kind {
    /** Calls made in a corp, on both API hosts: a suite's corp token or an internal app's token. */
    CORP,
    /** A suite's calls about its authorisations. */
    SUITE,
    /** A person's calls about themselves. */
    USER
  }

  @Override
  public String toString() {
    return "AccessToken[" + kind + " of " + app.appId() + "]";
  }
}

package io.dinggate.cloud.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token as it is kept.
 *
 * @param value what DingTalk wants to see
 * @param basis what it was fetched under
 * @param refreshAt from when on another one is fetched
 * @param expiresAt from when on DingTalk does not take it any more
 */
record AccessToken(String value, TokenBasis basis, Instant refreshAt, Instant expiresAt) {

  /** Whether it may be used without looking for another one. */
  boolean fresh(Instant now, TokenBasis current) {
    return basis.equals(current) && now.isBefore(refreshAt) && now.isBefore(expiresAt);
  }

  /** Whether it may still be used. */
  boolean alive(Instant now, TokenBasis current) {
    return basis.equals(current) && now.isBefore(expiresAt);
  }

  /** Whether it is that very token. */
  boolean is(@Nullable String other) {
    return value.equals(other);
  }

  /** The same token, to be replaced later. */
  AccessToken refreshAt(Instant later) {
    return new AccessToken(value, basis, later, expiresAt);
  }

  @Override
  public String toString() {
    return "AccessToken[until " + expiresAt + "]";
  }
}

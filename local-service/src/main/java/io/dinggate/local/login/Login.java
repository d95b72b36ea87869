package io.dinggate.local.login;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A login transaction as it stood when it was read.
 *
 * @param id our own id of it
 * @param browserHash of the browser key that it is tied to
 * @param verifier proves to the cloud that this site began it
 * @param returnTo where the person wanted to go
 * @param state where it stands
 * @param ticketHash of the ticket that finished it; null before
 * @param expiresAt when it cannot be finished any more
 * @param repeatableUntil until when the ticket that finished it may come again; null before, and
 *     once the cloud has heard of it
 */
record Login(
    UUID id,
    String browserHash,
    String verifier,
    ReturnTo returnTo,
    LoginState state,
    @Nullable String ticketHash,
    Instant expiresAt,
    @Nullable Instant repeatableUntil) {

  @Override
  public String toString() {
    return "Login[" + id + ", " + state + "]";
  }
}

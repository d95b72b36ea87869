package io.dinggate.local.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dinggate.local.platform.Caller.ClientCaller;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Access tokens of ours whose signature was verified before: a program sends the same one for
 * minutes. Remembers what a token says until it expires, and nothing of what its client may do now,
 * which is asked anew each time. The keys that sign are read once, at the start, so that a token
 * never outlives its key here. Holds no token itself. Thread-safe.
 */
@Singleton
final class VerifiedTokens {

  private static final int MOST = 1_000;

  private final Cache<ByteBuffer, Verified> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Clock clock;

  VerifiedTokens(Clock clock) {
    this.clock = clock;
  }

  private record Verified(ClientCaller caller, Instant expiresAt) {}

  /** What the token in that header says, if it was verified before and has not expired. */
  Optional<ClientCaller> find(String authorization) {
    return Optional.ofNullable(known.getIfPresent(key(authorization)))
        .filter(verified -> clock.instant().isBefore(verified.expiresAt()))
        .map(Verified::caller);
  }

  /** The token in that header was just verified. */
  void add(String authorization, ClientCaller caller, Instant expiresAt) {
    known.put(key(authorization), new Verified(caller, expiresAt));
  }

  private static ByteBuffer key(String authorization) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256")
              .digest(authorization.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

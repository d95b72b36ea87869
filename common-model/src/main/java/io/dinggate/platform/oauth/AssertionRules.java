package io.dinggate.platform.oauth;

import java.time.Duration;
import java.util.Set;

/**
 * How strict client assertions are looked at.
 *
 * @param audiences what an assertion may be meant for: the address of the token endpoint or the
 *     issuer (RFC 7523 section 3, item 3)
 * @param maxLifetime the longest time from issue to expiry
 * @param clockSkew how far the client's clock may be off, in either direction
 */
public record AssertionRules(Set<String> audiences, Duration maxLifetime, Duration clockSkew) {

  public AssertionRules {
    audiences = Set.copyOf(audiences);
    if (audiences.isEmpty() || !maxLifetime.isPositive() || clockSkew.isNegative()) {
      throw new IllegalArgumentException(
          "assertions need an audience, a lifetime and a skew that is not negative");
    }
  }

  /** Sixty seconds to live, sixty seconds of skew. */
  public static AssertionRules of(String... audiences) {
    return new AssertionRules(Set.of(audiences), Duration.ofSeconds(60), Duration.ofSeconds(60));
  }
}

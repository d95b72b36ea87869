package io.dinggate.platform.oauth;

import java.time.Instant;

/** Remembers which client assertions were used, so that none serves twice. */
public interface JtiStore {

  /**
   * Marks an assertion as used; safe from several threads, and only one of them gets true.
   *
   * @param clientId whose assertion it is
   * @param jti its id, at most {@value ClientAssertions#MAX_JTI_LENGTH} printable ASCII characters
   * @param until until when it could be accepted again, and so must be remembered
   * @return whether this was its first use
   */
  boolean firstUse(String clientId, String jti, Instant until);
}

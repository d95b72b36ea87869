package io.dinggate.platform;

import java.security.SecureRandom;
import java.util.Base64;

/** Random values that nobody can guess. */
public final class Tokens {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** 256 random bits in base64url without padding: 43 characters. */
  public static String random256() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /** {@code count} random bytes. */
  public static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}

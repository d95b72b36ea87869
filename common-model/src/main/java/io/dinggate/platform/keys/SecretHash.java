package io.dinggate.platform.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How a client secret stands in a registry file: {@code sha256$base64url}. A plain hash suffices
 * because our secrets are 256 random bits, which nobody can try out; secrets that a person chose
 * must not be used.
 */
public final class SecretHash {

  private static final String PREFIX = "sha256$";

  private SecretHash() {}

  /** The text to store for {@code secret}. */
  public static String of(String secret) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /**
   * Whether {@code hash} was made from {@code secret}; takes the same time wherever they differ.
   */
  public static boolean matches(String hash, String secret) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), of(secret).getBytes(StandardCharsets.UTF_8));
  }

  /** Whether {@code text} has the form of a hash. */
  public static boolean isHash(String text) {
    return text.matches("sha256\\$[A-Za-z0-9_-]{43}");
  }
}

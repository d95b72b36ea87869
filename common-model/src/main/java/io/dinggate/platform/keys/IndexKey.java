package io.dinggate.platform.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the values by which sealed things are found: HMAC-SHA-256 under a key of its own (RFC
 * 2104). The same text gives different values for different purposes. Thread-safe.
 */
public final class IndexKey {

  private final SecretKeySpec key;

  /** An index under {@code key} of 32 bytes. */
  public IndexKey(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("the index key must be 32 bytes");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * The value to store and to look for.
   *
   * @param purpose where it is used: {@code table.column}
   */
  public String of(String purpose, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
  }
}

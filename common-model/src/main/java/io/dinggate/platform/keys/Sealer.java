package io.dinggate.platform.keys;

import io.dinggate.platform.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is stored: AES-256-GCM with a fresh 96-bit nonce each time (NIST SP 800-38D section
 * 8.2.2). A sealed text is {@code keyId:base64url(nonce | ciphertext | tag)} and opens only in the
 * context it was sealed in, so that a value copied into another row or column is refused.
 * Thread-safe.
 */
public final class Sealer {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys;
  private final String active;

  /**
   * Seals with the active key and opens with any of them.
   *
   * @param keys 32 bytes each, by key id
   * @param active the id of the key to seal with; one of {@code keys}
   */
  public Sealer(Map<String, byte[]> keys, String active) {
    if (!keys.containsKey(active) || keys.values().stream().anyMatch(key -> key.length != 32)) {
      throw new IllegalArgumentException(
          "encryption keys must be 32 bytes each, and the active one among them");
    }
    this.keys =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> new SecretKeySpec(e.getValue(), "AES")));
    this.active = active;
  }

  /**
   * Encrypts {@code clear}.
   *
   * @param context where it will stand: {@code table.column:rowId}
   */
  public String seal(String context, String clear) {
    var nonce = Tokens.bytes(NONCE_BYTES);
    try {
      var encrypted =
          cipher(Cipher.ENCRYPT_MODE, active, nonce, context)
              .doFinal(clear.getBytes(StandardCharsets.UTF_8));
      var out = Arrays.copyOf(nonce, nonce.length + encrypted.length);
      System.arraycopy(encrypted, 0, out, nonce.length, encrypted.length);
      return active + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws SealBrokenException if it was sealed in another context, with a key that is not here,
   *     or was changed
   */
  public String open(String context, String sealed) {
    var colon = sealed.indexOf(':');
    if (colon < 1 || !keys.containsKey(sealed.substring(0, colon))) {
      throw new SealBrokenException("sealed with a key that is not in the keys directory", null);
    }
    try {
      var in = Base64.getUrlDecoder().decode(sealed.substring(colon + 1));
      var nonce = Arrays.copyOf(in, NONCE_BYTES);
      var clear =
          cipher(Cipher.DECRYPT_MODE, sealed.substring(0, colon), nonce, context)
              .doFinal(in, NONCE_BYTES, in.length - NONCE_BYTES);
      return new String(clear, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SealBrokenException("not what was sealed here", e);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String context)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}

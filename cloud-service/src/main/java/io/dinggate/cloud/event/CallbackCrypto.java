package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.EventKeys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature and encryption of DingTalk's event pushes (open.dingtalk.com, "回调事件消息体加解密"):
 * AES-256-CBC whose initialisation vector is the head of the key, over {@code random(16) |
 * length(4) | message | owner key}, padded to 32 bytes. Thread-safe.
 */
final class CallbackCrypto {

  static final int RANDOM_BYTES = 16;

  private static final int HEADER_BYTES = RANDOM_BYTES + Integer.BYTES;
  private static final int CIPHER_BLOCK = 16;
  private static final int PADDING_BLOCK = 32;

  private final String token;
  private final byte[] key;

  CallbackCrypto(EventKeys keys) {
    this.token = keys.token();
    this.key = Base64.getDecoder().decode(keys.aesKey() + "=");
  }

  /** SHA-1 over the sorted parts, in lower-case hexadecimal. */
  String signature(String timestamp, String nonce, String encrypt) {
    var digest = digest();
    Stream.of(token, timestamp, nonce, encrypt)
        .sorted()
        .forEach(part -> digest.update(part.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether the signature is the one of these parts; takes the same time whatever differs. */
  boolean signed(String signature, String timestamp, String nonce, String encrypt) {
    return MessageDigest.isEqual(
        signature(timestamp, nonce, encrypt).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Decrypts; check the signature first and the owner key afterwards.
   *
   * @throws EventRefusedException when it is not what {@link #seal} makes under these keys
   */
  Opened open(String encrypt) {
    var clear = decrypt(decode(encrypt));
    var padding = clear[clear.length - 1];
    var end = clear.length - padding;
    if (padding < 1 || padding > PADDING_BLOCK || end < HEADER_BYTES) {
      throw new EventRefusedException("padding");
    }
    var length = ByteBuffer.wrap(clear).getInt(RANDOM_BYTES);
    if (length < 0 || length > end - HEADER_BYTES) {
      throw new EventRefusedException("length of the message");
    }
    return new Opened(
        text(clear, HEADER_BYTES, length),
        text(clear, HEADER_BYTES + length, end - HEADER_BYTES - length));
  }

  /**
   * Encrypts.
   *
   * @param random {@value #RANDOM_BYTES} bytes that nobody can guess
   */
  String seal(String message, String ownerKey, byte[] random) {
    var messageBytes = message.getBytes(StandardCharsets.UTF_8);
    var ownerBytes = ownerKey.getBytes(StandardCharsets.UTF_8);
    var length = HEADER_BYTES + messageBytes.length + ownerBytes.length;
    var padding = PADDING_BLOCK - length % PADDING_BLOCK;
    var clear = new byte[length + padding];
    ByteBuffer.wrap(clear)
        .put(random, 0, RANDOM_BYTES)
        .putInt(messageBytes.length)
        .put(messageBytes)
        .put(ownerBytes);
    Arrays.fill(clear, length, clear.length, (byte) padding);
    try {
      return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(clear));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC is not available", e);
    }
  }

  private byte[] decrypt(byte[] encrypted) {
    if (encrypted.length == 0 || encrypted.length % CIPHER_BLOCK != 0) {
      throw new EventRefusedException("length of the encrypted text");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE).doFinal(encrypted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC is not available", e);
    }
  }

  /** PKCS5Padding would not do: it refuses the 17 to 32 bytes of padding that DingTalk uses. */
  private Cipher cipher(int mode) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, CIPHER_BLOCK));
    return cipher;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new EventRefusedException("base64");
    }
  }

  private static String text(byte[] bytes, int offset, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new EventRefusedException("UTF-8");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is not available", e);
    }
  }

  /**
   * What was encrypted.
   *
   * @param message the event, or the answer to one
   * @param ownerKey whose it says it is
   */
  record Opened(String message, String ownerKey) {

    @Override
    public String toString() {
      return "Opened[hidden]";
    }
  }
}

package io.dinggate.sandbox.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption and signature of event pushes: AES-256-CBC, PKCS#7 to 32 bytes, SHA-1 over the sorted
 * parts. Written for the sandbox alone, so that a fault shared with a receiver cannot cancel out;
 * proven by the vendor's vectors. Facts: open.dingtalk.com, 回调事件消息体加解密.
 */
final class EventCrypto {
  private static final int BLOCK = 32;
  private static final int RANDOM = 16;
  private static final int HEADER = RANDOM + Integer.BYTES;

  private final String token;
  private final byte[] key;
  private final byte[] owner;

  EventCrypto(String token, String encodingAesKey, String ownerKey) {
    this.token = token;
    this.key = Base64.getDecoder().decode(encodingAesKey + "=");
    this.owner = ownerKey.getBytes(StandardCharsets.UTF_8);
  }

  /** The {@code encrypt} value of a text; {@code random} is 16 bytes. */
  String encrypt(String plaintext, byte[] random) {
    byte[] message = plaintext.getBytes(StandardCharsets.UTF_8);
    int length = HEADER + message.length + owner.length;
    int padding = BLOCK - length % BLOCK;
    ByteBuffer clear = ByteBuffer.allocate(length + padding);
    clear.put(random, 0, RANDOM).putInt(message.length).put(message).put(owner);
    Arrays.fill(clear.array(), length, length + padding, (byte) padding);
    return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, clear.array()));
  }

  /**
   * The text of an {@code encrypt} value; {@link IllegalArgumentException} saying what is wrong
   * with it.
   */
  String decrypt(String encrypt) {
    byte[] secret = Base64.getDecoder().decode(encrypt);
    if (secret.length == 0 || secret.length % BLOCK != 0) {
      throw new IllegalArgumentException("length is no multiple of " + BLOCK);
    }
    byte[] clear = run(Cipher.DECRYPT_MODE, secret);
    int padding = clear[clear.length - 1];
    if (padding < 1 || padding > BLOCK || clear.length - padding < HEADER) {
      throw new IllegalArgumentException("bad padding");
    }
    int length = ByteBuffer.wrap(clear, RANDOM, Integer.BYTES).getInt();
    int end = clear.length - padding;
    if (length < 0 || length > end - HEADER) {
      throw new IllegalArgumentException("bad length");
    }
    if (!Arrays.equals(clear, HEADER + length, end, owner, 0, owner.length)) {
      throw new IllegalArgumentException("other owner key");
    }
    return new String(clear, HEADER, length, StandardCharsets.UTF_8);
  }

  /** Lower-case hexadecimal. */
  String signature(String timestamp, String nonce, String encrypt) {
    String sorted =
        Stream.of(token, timestamp, nonce, encrypt).sorted().collect(Collectors.joining());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is part of every JDK", e);
    }
  }

  private byte[] run(int mode, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not AES-256-CBC", e);
    }
  }
}

package io.dinggate.sandbox.state;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Values nobody can guess: tokens, codes. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 128 random bits in hexadecimal. */
  public static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

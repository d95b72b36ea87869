package io.dinggate.e2e.kubernetes;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses (RFC 4632 section 3.1).
 *
 * @param text as it is written
 * @param prefix how many leading bits are fixed
 */
record Cidr(String text, int prefix) {

  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern V4 =
      Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "/(3[0-2]|[12]?\\d)");
  private static final Pattern V6 =
      Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]{2,39}/(12[0-8]|1[01]\\d|\\d?\\d)");

  /** The block that {@code text} stands for; empty when it is none, such as a placeholder. */
  static Optional<Cidr> of(String text) {
    return V4.matcher(text).matches() || V6.matcher(text).matches()
        ? Optional.of(new Cidr(text, Integer.parseInt(text.substring(text.indexOf('/') + 1))))
        : Optional.empty();
  }

  /** Whether it holds so many addresses that it might as well hold every one there is. */
  boolean isEverything() {
    return prefix < (text.contains(":") ? 16 : 8);
  }

  /** Whether it holds a single address. */
  boolean isOneAddress() {
    return prefix == (text.contains(":") ? 128 : 32);
  }
}

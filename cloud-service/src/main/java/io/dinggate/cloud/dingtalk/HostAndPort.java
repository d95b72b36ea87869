package io.dinggate.cloud.dingtalk;

import java.util.regex.Pattern;

/**
 * The address of a proxy.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
record HostAndPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  /** Reads {@code host:port}; {@link IllegalArgumentException} for anything else. */
  static HostAndPort parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
      throw new IllegalArgumentException("must be host:port");
    }
    return new HostAndPort(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}

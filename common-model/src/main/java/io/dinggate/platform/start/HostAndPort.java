package io.dinggate.platform.start;

import java.util.regex.Pattern;

/**
 * The address of a proxy.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  /** Reads {@code host:port}; {@link IllegalArgumentException} for anything else. */
  public static HostAndPort parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be host:port");
    }
    var port = Integer.parseInt(matcher.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to " + MAX_PORT);
    }
    return new HostAndPort(matcher.group(1), port);
  }
}

package io.dinggate.platform.start;

import java.net.URI;
import java.util.regex.Pattern;

/** Which URLs may carry secrets: https anywhere, plain http only where it stays on the machine. */
public final class SafeUrl {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|[A-Za-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private SafeUrl() {}

  /** Whether the URL is absolute, has a host, no user info, and is https or loopback http. */
  public static boolean is(URI url) {
    if (url.getScheme() == null || url.getHost() == null || url.getUserInfo() != null) {
      return false;
    }
    return switch (url.getScheme()) {
      case "https" -> true;
      case "http" -> LOOPBACK.matcher(url.getHost()).matches();
      default -> false;
    };
  }

  /** Whether the URL is safe and names nothing but scheme, host and port: a web origin. */
  public static boolean isOrigin(URI url) {
    return is(url)
        && url.getRawPath().isEmpty()
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}

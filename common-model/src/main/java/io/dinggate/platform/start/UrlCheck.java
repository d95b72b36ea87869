package io.dinggate.platform.start;

import io.dinggate.platform.StartupFault;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/** Refuses a URL that would carry secrets over an open wire, or is of the wrong shape. */
public final class UrlCheck implements PreflightCheck {

  private final String key;
  private final Predicate<URI> accepted;
  private final String message;

  private UrlCheck(String key, Predicate<URI> accepted, String message) {
    this.key = key;
    this.accepted = accepted;
    this.message = message;
  }

  /** {@code key} must be a web origin: scheme, host and port, nothing else. */
  public static UrlCheck origin(String key) {
    return new UrlCheck(
        key,
        SafeUrl::isOrigin,
        "must be https://host[:port] without a path; plain http is for loopback addresses only");
  }

  /** {@code key} must be a URL that may carry secrets. */
  public static UrlCheck safe(String key) {
    return new UrlCheck(
        key, SafeUrl::is, "must be an https URL; plain http is for loopback addresses only");
  }

  @Override
  public List<StartupFault> faults(Config config) {
    return config
        .getOptionalValue(key, String.class)
        .filter(url -> !isAccepted(url))
        .map(_ -> new StartupFault(key, message))
        .stream()
        .toList();
  }

  private boolean isAccepted(String url) {
    try {
      return accepted.test(URI.create(url));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

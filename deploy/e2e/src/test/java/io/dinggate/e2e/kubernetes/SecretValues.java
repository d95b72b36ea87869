package io.dinggate.e2e.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells texts that are secrets by how they look. */
final class SecretValues {

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  private static final Map<String, Pattern> PATTERNS =
      Map.of(
          "a private key",
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          "a password in a URL",
          Pattern.compile("://[^/\\s:@]+:[^/\\s@]+@|[?&]password="),
          // 32 bytes in base64 or base64url, as `init` writes and prints them; hashes have a prefix
          "a key or client secret",
          Pattern.compile("(?<![A-Za-z0-9+/_$=-])[A-Za-z0-9+/_-]{43}=?(?![A-Za-z0-9+/_=-])"));

  private SecretValues() {}

  /** What of that kind stands in {@code text}, in words. */
  static List<String> in(String text) {
    var open = CERTIFICATE.matcher(text).replaceAll("");
    return PATTERNS.entrySet().stream()
        .filter(pattern -> pattern.getValue().matcher(open).find())
        .map(Map.Entry::getKey)
        .toList();
  }
}

package io.dinggate.local.cloud;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes any text so that a header can carry it (RFC 3986 section 2.1). */
final class PercentEncoding {

  private PercentEncoding() {}

  static String of(String text) {
    // for forms, where a space is a plus
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

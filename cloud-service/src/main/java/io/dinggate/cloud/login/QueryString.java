package io.dinggate.cloud.login;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Adds parameters to an address, leaving what it already has untouched to the letter. */
final class QueryString {

  private final String base;
  private final String fragment;
  private final StringBuilder added = new StringBuilder();

  private QueryString(String base, String fragment) {
    this.base = base;
    this.fragment = fragment;
  }

  static QueryString of(URI address) {
    var text = address.toString();
    var hash = text.indexOf('#');
    return hash < 0
        ? new QueryString(text, "")
        : new QueryString(text.substring(0, hash), text.substring(hash));
  }

  /** Percent-encodes {@code value} (RFC 3986 section 2.1). */
  QueryString with(String name, String value) {
    if (!added.isEmpty()) {
      added.append('&');
    }
    added
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    return this;
  }

  URI toUri() {
    var query = base.indexOf('?');
    var joint = query < 0 ? "?" : query == base.length() - 1 || base.endsWith("&") ? "" : "&";
    return URI.create(base + joint + added + fragment);
  }
}

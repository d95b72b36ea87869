package io.dinggate.local.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a person goes after signing in: a path of this site, never another one. Browsers read
 * {@code //host} and {@code /\host} as other sites, and drop control characters before they look.
 *
 * @param path begins with one slash; in ASCII
 */
record ReturnTo(String path) {

  static final ReturnTo START = new ReturnTo("/");

  private static final int MAX_LENGTH = 1024;
  private static final Pattern FORM = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");

  /** The path that {@code text} is; {@link #START} for none, empty for one that leads elsewhere. */
  static Optional<ReturnTo> parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.of(START);
    }
    if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      var uri = new URI(text);
      return uri.getRawAuthority() == null && !uri.isAbsolute()
          ? Optional.of(new ReturnTo(uri.toASCIIString()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}

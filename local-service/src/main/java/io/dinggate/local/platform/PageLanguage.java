package io.dinggate.local.platform;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The language of a page for people: Chinese or English. */
public enum PageLanguage {
  ENGLISH(Locale.ENGLISH),
  CHINESE(Locale.CHINESE);

  /** The cookie that remembers what the person asked for. */
  public static final String COOKIE = "__Host-dinggate-lang";

  private final Locale locale;

  PageLanguage(Locale locale) {
    this.locale = locale;
  }

  /**
   * What the person asks for, else what she asked for before, else what the browser prefers, else
   * English.
   *
   * @param wanted the value of {@code ?lang}; anything but {@code zh} and {@code en} is passed over
   */
  public static PageLanguage of(@Nullable String wanted, HttpHeaders headers) {
    var remembered = headers.getCookies().get(COOKIE);
    return tagged(wanted)
        .or(() -> tagged(remembered == null ? null : remembered.getValue()))
        .orElseGet(() -> preferred(headers));
  }

  /** The language of that tag; empty for any other text. */
  public static Optional<PageLanguage> tagged(@Nullable String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  private static PageLanguage preferred(HttpHeaders headers) {
    return headers.getAcceptableLanguages().stream()
        .map(accepted -> tagged(accepted.getLanguage()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(ENGLISH);
  }

  /** For the message bundles. */
  public Locale locale() {
    return locale;
  }

  /** For the {@code lang} attribute and the {@code ?lang} parameter: {@code zh} or {@code en}. */
  public String tag() {
    return locale.getLanguage();
  }

  /** Remembers what the person asked for, for a year. */
  public NewCookie remembered() {
    return new NewCookie.Builder(COOKIE)
        .value(tag())
        .path("/")
        .maxAge((int) Duration.ofDays(365).toSeconds())
        .httpOnly(true)
        .secure(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}

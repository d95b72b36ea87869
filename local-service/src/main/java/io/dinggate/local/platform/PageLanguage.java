package io.dinggate.local.platform;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language of a page for people: Chinese or English. */
public enum PageLanguage {
  ENGLISH(Locale.ENGLISH),
  CHINESE(Locale.CHINESE);

  private final Locale locale;

  PageLanguage(Locale locale) {
    this.locale = locale;
  }

  /**
   * What the person asked for, else what the browser prefers, else English.
   *
   * @param wanted the value of {@code ?lang}; anything but {@code zh} and {@code en} is passed over
   */
  public static PageLanguage of(@Nullable String wanted, HttpHeaders headers) {
    for (var language : values()) {
      if (language.tag().equals(wanted)) {
        return language;
      }
    }
    return headers.getAcceptableLanguages().stream()
        .map(Locale::getLanguage)
        .filter(tag -> tag.equals(CHINESE.tag()) || tag.equals(ENGLISH.tag()))
        .findFirst()
        .map(tag -> tag.equals(CHINESE.tag()) ? CHINESE : ENGLISH)
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

  /** The other one, to offer. */
  public PageLanguage other() {
    return this == CHINESE ? ENGLISH : CHINESE;
  }
}

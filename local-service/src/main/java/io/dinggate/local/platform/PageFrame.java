package io.dinggate.local.platform;

/**
 * What stands around every page for people.
 *
 * @param language the tag of the language it speaks
 * @param zh where the same page is in Chinese
 * @param en where it is in English
 */
public record PageFrame(String language, String zh, String en) {

  /** The frame of a page that its path alone finds. */
  public static PageFrame in(PageLanguage language) {
    return of(language, "?");
  }

  /**
   * The frame of another page.
   *
   * @param url where it is, but for {@code lang} as the last parameter
   */
  public static PageFrame in(PageLanguage language, String url) {
    return of(language, url + "&");
  }

  private static PageFrame of(PageLanguage language, String url) {
    return new PageFrame(
        language.tag(),
        url + "lang=" + PageLanguage.CHINESE.tag(),
        url + "lang=" + PageLanguage.ENGLISH.tag());
  }
}

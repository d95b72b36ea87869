package io.dinggate.e2e.walk;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person does on the login page of the sandbox. */
public final class Consent {

  private static final Pattern FORM =
      Pattern.compile("<form id=\"consent\" method=\"post\" action=\"([^\"]+)\"");

  private Consent() {}

  /**
   * Agrees, and follows where it leads.
   *
   * @param page the login page
   * @param person id in the demo world
   * @param corp which of the person's corps is chosen
   */
  public static Page allow(Browser browser, Page page, String person, String corp) {
    return browser.submit(target(page), choice(person, corp));
  }

  /** Agrees, and tells to which address DingTalk sends the browser; it is not opened. */
  public static URI callback(Browser browser, Page page, String person, String corp) {
    return URI.create(
        browser.submitOnly(target(page), choice(person, corp)).expect(302).header("Location"));
  }

  /** Declines, and follows where it leads. */
  public static Page deny(Browser browser, Page page) {
    return browser.submit(target(page), Map.of("decision", "deny"));
  }

  private static Map<String, String> choice(String person, String corp) {
    return Map.of("person", person, "corp-" + person, corp, "decision", "allow");
  }

  private static URI target(Page page) {
    var form = FORM.matcher(page.expect(200).body());
    if (!form.find()) {
      throw new WalkException("no consent page, but " + page.url().getPath());
    }
    return page.url().resolve(form.group(1).replace("&amp;", "&").replace("&#x3D;", "="));
  }
}

package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A person in front of the console, and of DingTalk's page where the console sends them. */
final class ConsolePage {

  private static final int MOST_TABS = 60;
  private static final String FOCUS_SHOWS =
      """
      () => {
        const style = getComputedStyle(document.activeElement);
        return (style.outlineStyle !== "none" && style.outlineWidth !== "0px")
          || style.boxShadow !== "none";
      }""";

  private final Page page;
  private final URI site;
  private final List<String> complaints = new ArrayList<>();

  ConsolePage(BrowserContext context, Stack stack) {
    this.page = context.newPage();
    this.site = stack.local(Stack.EAST).url();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  /** What the browser complained of, for example a violation of the content security policy. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  ConsolePage open() {
    page.navigate(site.resolve("/console/").toString());
    return this;
  }

  /** Opens any address; what it answered at the end of all redirects. */
  Response open(URI address) {
    return Objects.requireNonNull(page.navigate(address.toString()));
  }

  /** Presses the button that leads to DingTalk's page. */
  ConsolePage goToDingTalk() {
    open();
    page.locator("#sign-in").click();
    assertThat(page.locator("#consent")).isVisible();
    return this;
  }

  ConsolePage agree(String person) {
    choose(person);
    page.locator("#allow").click();
    return this;
  }

  /** Agrees as somebody who is in several corps. */
  ConsolePage agree(String person, String corp) {
    choose(person);
    page.locator("#corp-" + person + "-" + corp).check();
    page.locator("#allow").click();
    return this;
  }

  ConsolePage decline() {
    page.locator("#deny").click();
    return this;
  }

  ConsolePage signIn(String person) {
    goToDingTalk().agree(person);
    return signedIn();
  }

  /** Waits for the page of a signed-in person, with its scripts: now its buttons work. */
  ConsolePage signedIn() {
    assertThat(page.locator("#me-name")).isVisible();
    page.waitForLoadState();
    return this;
  }

  ConsolePage signOut() {
    page.locator("#sign-out").click();
    assertThat(page.locator("#sign-in")).isVisible();
    return this;
  }

  /** Opens the form that writes a message. */
  ConsolePage compose() {
    page.navigate(site.resolve("/console/compose").toString());
    assertThat(page.locator("#picture .bubble")).isVisible();
    return this;
  }

  /** Opens the page of a message. */
  ConsolePage message(String id) {
    page.navigate(site.resolve("/console/messages/" + id).toString());
    return this;
  }

  /** Chooses a type of content. */
  ConsolePage type(String type) {
    page.locator("#message-type").selectOption(type);
    return this;
  }

  /** Opens what is folded away: who else gets the message, or how it is delivered. */
  ConsolePage unfold(String selector) {
    page.locator(selector + " > summary").click();
    return this;
  }

  /** Sends what is written, and waits for the page of the message. */
  ConsolePage send() {
    page.locator("#send").click();
    return arrived();
  }

  /** Waits for the page of a message. */
  ConsolePage arrived() {
    assertThat(page).hasURL(Pattern.compile(".*/console/messages/[A-Za-z0-9_-]+"));
    assertThat(page.locator("#message")).isVisible();
    return this;
  }

  /** Sends oneself a text. */
  ConsolePage send(String text) {
    compose();
    page.locator("#message-text").fill(text);
    return send();
  }

  /** The state of the message whose page is open, once it is one of those, apart by bars. */
  ConsolePage assertMessageIs(String states) {
    assertThat(page.locator("#message")).hasAttribute("data-state", Pattern.compile(states));
    return this;
  }

  /** A page for people, not a message of the browser or of a machine, and nobody is signed in. */
  void assertEndsInAClearPage(String picture) {
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.locator("#me-name")).hasCount(0);
    picture("refused-" + picture);
    assertThat(page.locator("h1").innerText()).isNotBlank();
    assertThat(page.locator("body").innerText())
        .hasSizeGreaterThan(20)
        .doesNotContain("Exception", "io.dinggate", "urn:dinggate", "null");
    assertThat(page.title()).isNotBlank();
    assertFits();
    assertNotSignedIn();
  }

  /** The page is in the language that the browser asks for. */
  ConsolePage assertSpeaksItsLanguage() {
    var language = page.evaluate("() => navigator.language.substring(0, 2)");
    assertThat(page.locator("html")).hasAttribute("lang", Pattern.compile(language + ".*"));
    return this;
  }

  void assertFits() {
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("no scrolling sideways")
        .isEqualTo(true);
  }

  /** Presses Tab until the element has the focus, and shows it. */
  void tabTo(String selector) {
    for (var presses = 0; presses < MOST_TABS; presses++) {
      page.keyboard().press("Tab");
      if (page.evaluate("wanted => document.activeElement.matches(wanted)", selector)
          .equals(true)) {
        assertThat(page.evaluate(FOCUS_SHOWS)).as("focus shows: %s", selector).isEqualTo(true);
        return;
      }
    }
    throw new AssertionError(selector + " cannot be reached by Tab");
  }

  void assertNotSignedIn() {
    open();
    assertThat(page.locator("#sign-in")).isVisible();
    assertThat(page.locator("#me-name")).hasCount(0);
  }

  /** Leaves a picture for people to look at; Chromium on a busy machine may need a second try. */
  void picture(String name) {
    var options =
        new ScreenshotOptions()
            .setPath(Path.of("target/screenshots", name + ".png"))
            .setFullPage(true);
    try {
      page.screenshot(options);
    } catch (PlaywrightException _) {
      page.screenshot(options);
    }
  }

  private void choose(String person) {
    page.locator("#person-" + person).check();
  }
}

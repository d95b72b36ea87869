package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests by way of the cloud, in a real browser with the real cloud: the page posts to another
 * origin, and the result comes by way of the site, which may be away in between.
 */
@ExtendWith(SharedStack.class)
class SecondWayIT extends InChromium {

  private static final double LONG_MILLIS = 120_000;

  SecondWayIT(Stack stack) {
    super(stack);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, phone"})
  void messageGoesByWayOfTheCloud(String language, String device) {
    var person = at(language, device).signIn(Somebody.WANG_FANG);
    var page = open(person);
    var text = "second way " + UUID.randomUUID();

    page.locator("#message-text").fill(text);
    page.locator("#go").click();

    assertThat(page.locator("#steps li[data-step=good]")).hasCount(4);
    assertThat(page.locator("#latest [data-state=done]").first()).isVisible();
    assertThat(sent(text)).isEqualTo(1);
    person.assertFits();
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void pageGetsTheResultOfASiteThatWasAwayMeanwhile() {
    var person = at("en-US").signIn(Somebody.WANG_FANG);
    var page = open(person);
    var text = "second way, site away " + UUID.randomUUID();
    var site = stack().local(Stack.EAST);
    page.route(
        stack().cloud().url() + "/**",
        route -> {
          if (route.request().method().equals("POST")) {
            site.kill9(); // it has signed, and knows nothing of what comes
          }
          route.resume();
        });

    page.locator("#message-text").fill(text);
    page.locator("#go").click();
    assertThat(page.locator("#steps li")).hasCount(3);
    site.start();
    site.awaitReady();

    assertThat(page.locator("#steps li[data-step=good]"))
        .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(LONG_MILLIS));
    assertThat(sent(text)).isEqualTo(1);
  }

  private Page open(ConsolePage person) {
    person.open(stack().local(Stack.EAST).url().resolve("/console/requests"));
    person.page().waitForLoadState();
    return person.page();
  }

  private long sent(String text) {
    return stack().sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(text))
        .count();
  }
}

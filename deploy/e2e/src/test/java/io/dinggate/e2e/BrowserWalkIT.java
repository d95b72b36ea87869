package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job in a real browser. Pictures go to {@code target/screenshots}. */
@ExtendWith(SharedStack.class)
class BrowserWalkIT extends InChromium {

  private static final int PEOPLE = 20;

  /** DingTalk has it, whatever has become of it since. */
  private static final String TAKEN = "sent|delivered|read";

  BrowserWalkIT(Stack stack) {
    super(stack);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, zh, desk", "en-US, en, desk", "zh-CN, zh, phone", "en-US, en, phone"})
  void personSignsInSendsAMessageAndSeesItsState(String language, String shown, String device) {
    var person = at(language, device);
    var name = device + "-" + shown;

    person.open().assertSpeaksItsLanguage().assertFits();
    person.picture(name + "-1-welcome");
    person.goToDingTalk().picture(name + "-2-consent");
    person.agree(Somebody.WANG_FANG).signedIn().assertSpeaksItsLanguage();
    assertThat(person.page().locator("#me-name")).hasText("王芳");
    person.picture(name + "-3-signed-in");
    person.send("Hello from " + name + ": 你好");

    person.assertMessageIs(TAKEN).assertFits();
    person.picture(name + "-4-sent");
    person.page().locator(".back a").click();
    var newest = person.page().locator("#messages li").first();
    assertThat(newest).hasAttribute("data-state", Pattern.compile(TAKEN));
    assertThat(newest).containsText("你好");
    person.assertFits();
    person.picture(name + "-5-list");
    assertThat(person.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "en-US"})
  void personDoesEverythingByKeyboardAlone(String language) {
    var person = at(language).open();
    var keyboard = person.page().keyboard();

    signInByKeyboard(person, Somebody.WANG_FANG);
    person.assertSpeaksItsLanguage();
    person.tabTo("#write");
    keyboard.press("Enter");
    assertThat(person.page().locator("#picture .bubble")).isVisible();
    person.tabTo("#message-text");
    keyboard.type("by keyboard " + UUID.randomUUID());
    person.tabTo("#send");
    keyboard.press("Enter");
    person.arrived().assertMessageIs(TAKEN);
    person.tabTo(".back a");
    keyboard.press("Enter");
    person.signedIn();
    person.tabTo("#sign-out");
    keyboard.press("Enter");

    assertThat(person.page().locator("#sign-in")).isVisible();
    assertThat(person.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "en-US"})
  void operatorFindsPeopleAndSendsToThemByKeyboardAlone(String language) {
    at("zh-CN").signIn(Somebody.WANG_FANG);
    var operator = at(language).open();
    var keyboard = operator.page().keyboard();

    signInByKeyboard(operator, Somebody.LI_WEI);
    operator.tabTo("#write");
    keyboard.press("Enter");
    assertThat(operator.page().locator("#picture .bubble")).isVisible();
    operator.tabTo("#choose > summary");
    keyboard.press("Enter");
    operator.tabTo("#user-search");
    keyboard.type("王");
    keyboard.press("Enter");
    assertThat(operator.page().locator("#search-results input").first()).isVisible();
    operator.tabTo("#search-results input");
    keyboard.press("Space");
    operator.tabTo("#message-text");
    keyboard.type("by the operator's keyboard " + UUID.randomUUID());
    operator.tabTo("#send");
    keyboard.press("Enter");

    operator.arrived().assertMessageIs(TAKEN);
    assertThat(stack().sandbox().messages().getLast().receivers()).contains(Somebody.WANG_FANG);
    assertThat(operator.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, desk", "zh-CN, phone", "en-US, phone"})
  void operatorFindsPeopleAndSendsToThem(String language, String device) {
    at("zh-CN").signIn(Somebody.WANG_FANG);
    var operator = at(language, device).signIn(Somebody.LI_WEI);

    operator.compose().unfold("#choose").page().locator("#user-search").fill("王");
    operator.page().locator("#search").click();
    operator.page().locator("#search-results input").first().check();
    operator.page().locator("#message-text").fill("from the operator " + UUID.randomUUID());
    operator.picture("operator-writes-" + device + "-" + language);
    operator.send();

    operator.assertMessageIs(TAKEN);
    assertThat(stack().sandbox().messages().getLast().receivers()).contains(Somebody.WANG_FANG);
    operator.assertSpeaksItsLanguage().assertFits();
    operator.picture("operator-" + device + "-" + language);
    assertThat(operator.complaints()).isEmpty();
  }

  @Test
  void languageIsChosenOnThePage() {
    var person = at("en-US").open();

    person.page().locator("#lang-zh").click();

    assertThat(person.page().locator("html")).hasAttribute("lang", Pattern.compile("zh.*"));
    assertThat(person.page().locator("#sign-in")).containsText("钉钉");
  }

  @Test
  void signedOutPersonIsSignedOut() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);

    person.signOut();

    person.assertNotSignedIn();
  }

  private static void signInByKeyboard(ConsolePage person, String who) {
    var keyboard = person.page().keyboard();
    person.tabTo("#sign-in");
    keyboard.press("Enter");
    assertThat(person.page().locator("#consent")).isVisible();
    person.tabTo("input[name=person]");
    keyboard.press("Space");
    var chosen = person.page().locator("#person-" + who);
    for (var presses = 0; presses < PEOPLE && !chosen.isChecked(); presses++) {
      keyboard.press("ArrowDown");
    }
    assertThat(chosen).isChecked();
    person.tabTo("#allow");
    keyboard.press("Enter");
    person.signedIn();
  }
}

package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.dinggate.e2e.walk.Browser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job and its refusals in a real browser. Pictures go to {@code target/screenshots}. */
@ExtendWith(SharedStack.class)
class BrowserWalkIT {

  private static Chromium chromium;

  private final Stack stack;
  private BrowserContext context;

  BrowserWalkIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void leave() {
    if (context != null) {
      context.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, zh, desk", "en-US, en, desk", "zh-CN, zh, phone", "en-US, en, phone"})
  void personSignsInSendsAMessageAndSeesItsState(String language, String shown, String device) {
    context = device.equals("phone") ? chromium.phone(language) : chromium.desk(language);
    var person = new ConsolePage(context, stack);
    var name = device + "-" + shown;

    person.open();
    assertThat(person.page().locator("html")).hasAttribute("lang", Pattern.compile(shown + ".*"));
    assertFits(person);
    person.picture(name + "-1-welcome");
    person.goToDingTalk().picture(name + "-2-consent");
    person.agree(Somebody.WANG_FANG).signedIn();
    assertThat(person.page().locator("#me-name")).hasText("王芳");
    person.picture(name + "-3-signed-in");
    person.send("Hello from " + name + ": 你好");

    assertThat(person.page().locator("#message-state")).hasAttribute("data-state", "sent");
    assertThat(person.page().locator("#messages li").first()).hasAttribute("data-state", "sent");
    assertThat(person.page().locator("#messages li").first()).containsText("你好");
    assertFits(person);
    person.picture(name + "-4-sent");
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void everythingWorksByKeyboardAlone() {
    var person = at("zh-CN").open();
    var keyboard = person.page().keyboard();

    tabTo(person, "sign-in");
    keyboard.press("Enter");
    assertThat(person.page().locator("#consent")).isVisible();
    tabTo(person, "person-" + Somebody.WANG_FANG);
    keyboard.press("Space");
    tabTo(person, "allow");
    keyboard.press("Enter");
    person.signedIn();
    tabTo(person, "message-text");
    keyboard.type("by keyboard");
    tabTo(person, "send");
    keyboard.press("Enter");
    assertThat(person.page().locator("#message-state")).hasAttribute("data-state", "sent");
    tabTo(person, "sign-out");
    keyboard.press("Enter");

    assertThat(person.page().locator("#sign-in")).isVisible();
  }

  @Test
  void languageIsChosenOnThePage() {
    var person = at("en-US").open();

    person.page().locator("#lang-zh").click();

    assertThat(person.page().locator("html")).hasAttribute("lang", Pattern.compile("zh.*"));
    assertThat(person.page().locator("#sign-in")).containsText("钉钉");
  }

  @Test
  void whoDeclinesIsToldSo() {
    var person = at("zh-CN").goToDingTalk().decline();

    assertThat(person.page().locator("main")).containsText("login-denied");
    assertEndsInAClearPage(person, "declined");
  }

  @ParameterizedTest
  @CsvSource({
    "chen-ext, dingeast00000001, external-contact",
    "smith, dingforeign00001, corp-not-allowed",
    "zhaoleft, dingeast00000001, user-not-in-corp",
    "sunhidden, dingeast00000001, user-not-visible",
    "zhangsan, dingnorth0000001, corp-not-allowed",
    "qiannew, dingnoauth000001, corp-not-allowed"
  })
  void whoMayNotSignInIsToldWhy(String who, String corp, String reason) {
    var person = at("zh-CN").goToDingTalk().agree(who, corp);

    assertThat(person.page().locator("main")).containsText(reason);
    assertEndsInAClearPage(person, who);
  }

  @Test
  void loginTicketWorksOnce() {
    var person = at("zh-CN");
    var returnUrl = returnUrlOf(person, () -> person.signIn(Somebody.WANG_FANG));
    var other = new ConsolePage(other(), stack);

    other.open(returnUrl);

    assertThat(other.page().locator("main")).containsText("login-ticket-invalid");
    assertEndsInAClearPage(other, "reused-ticket");
    assertThat(person.open().page().locator("#me-name")).hasText("王芳");
  }

  @Test
  void ticketInAnotherBrowserSignsInNobodyThereNorAfterwardsInTheRightOne() {
    var right = at("zh-CN");
    var returnUrl = heldBackReturnUrl(right);
    var other = new ConsolePage(other(), stack);

    other.open(returnUrl);
    assertEndsInAClearPage(other, "other-browsers-ticket");

    right.open(returnUrl);
    assertThat(right.page().locator("main")).containsText("login-ticket-invalid");
    assertEndsInAClearPage(right, "right-browser-afterwards");
  }

  @Test
  void forgedStateOffersNoCodeToDingTalk() {
    var person = at("zh-CN");
    var before = stack.sandbox().journal().codeExchanges();

    var answer = person.open(callback("forged-code", "A".repeat(43)));

    assertThat(answer.status()).isBetween(400, 499);
    assertEndsInAClearPage(person, "forged-state");
    assertThat(stack.sandbox().journal().codeExchanges()).isEqualTo(before);
  }

  @Test
  void replayedStateOffersNoCodeToDingTalk() {
    var person = at("zh-CN");
    var seen = new URI[1];
    person.page().onRequest(request -> keep(request, "/login/callback", seen));
    person.signIn(Somebody.WANG_FANG);
    var state = seen[0].getRawQuery().replaceAll(".*\\bstate=([^&]+).*", "$1");
    var before = stack.sandbox().journal().codeExchanges();
    var other = new ConsolePage(other(), stack);

    assertThat(other.open(seen[0]).status()).isBetween(400, 499);
    assertEndsInAClearPage(other, "replayed-callback");
    assertThat(other.open(callback("another-code", state)).status()).isBetween(400, 499);
    assertEndsInAClearPage(other, "replayed-state");

    assertThat(stack.sandbox().journal().codeExchanges()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)"
  })
  void foreignReturnAddressIsRefusedBeforeDingTalkIsSeen(String returnTo) {
    var person = at("zh-CN");
    var address =
        stack.local(Stack.EAST).url()
            + "/login?return_to="
            + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);

    assertThat(person.open(URI.create(address)).status()).isBetween(400, 499);

    assertThat(person.page().url()).startsWith(stack.local(Stack.EAST).url().toString());
    assertEndsInAClearPage(person, "foreign-return-address");
  }

  @Test
  void signedOutPersonIsSignedOut() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);

    person.page().locator("#sign-out").click();

    assertThat(person.page().locator("#sign-in")).isVisible();
    person.assertNotSignedIn();
  }

  @Test
  void operatorFindsPeopleAndSendsToThem() {
    at("zh-CN").signIn(Somebody.WANG_FANG);
    context.close();
    var operator = at("zh-CN").signIn(Somebody.LI_WEI);

    operator.page().locator("#user-search").fill("王");
    operator.page().locator("#search").click();
    operator.page().locator("#search-results input").first().check();
    operator.send("from the operator");

    assertThat(operator.page().locator("#message-state")).hasAttribute("data-state", "sent");
    assertThat(stack.sandbox().messages().getLast().receivers()).contains(Somebody.WANG_FANG);
    operator.picture("operator");
  }

  private ConsolePage at(String language) {
    context = chromium.desk(language);
    return new ConsolePage(context, stack);
  }

  /** Another person's browser; closed with Chromium. */
  private BrowserContext other() {
    return chromium.desk("zh-CN");
  }

  private URI callback(String code, String state) {
    return stack
        .cloud()
        .url()
        .resolve("/login/callback?code=%s&authCode=%s&state=%s".formatted(code, code, state));
  }

  /** The return URL, ticket included, that a whole sign-in went through. */
  private static URI returnUrlOf(ConsolePage person, Runnable signIn) {
    var seen = new URI[1];
    person.page().onRequest(request -> keep(request, "/login/return", seen));
    signIn.run();
    return seen[0];
  }

  /**
   * The return URL, ticket included, to which the cloud wants to send the browser that has just
   * opened DingTalk's page; that browser stays where it is.
   */
  private URI heldBackReturnUrl(ConsolePage person) {
    var consent = URI.create(person.goToDingTalk().page().url());
    var callback = stack.sandbox().consent(consent, Somebody.EAST_CORP, Somebody.WANG_FANG);
    var redirect = new Browser().openOnly(callback);
    assertThat(redirect.status()).isEqualTo(303);
    return URI.create(redirect.header("Location"));
  }

  private static void keep(Request request, String path, URI[] seen) {
    var address = URI.create(request.url());
    if (address.getPath().equals(path)) {
      seen[0] = address;
    }
  }

  /** A page for people, not a message of the browser or of a machine, and nobody is signed in. */
  private static void assertEndsInAClearPage(ConsolePage person, String picture) {
    Page page = person.page();
    person.assertRefused();
    person.picture("refused-" + picture);
    assertThat(page.locator("h1").innerText()).isNotBlank();
    assertThat(page.locator("body").innerText())
        .hasSizeGreaterThan(20)
        .doesNotContain("Exception", "io.dinggate", "urn:dinggate", "null");
    assertThat(page.title()).isNotBlank();
    person.assertNotSignedIn();
  }

  /** Presses Tab until the element has the focus. */
  private static void tabTo(ConsolePage person, String id) {
    for (var presses = 0; presses < 60; presses++) {
      person.page().keyboard().press("Tab");
      if (id.equals(person.page().evaluate("() => document.activeElement.id"))) {
        return;
      }
    }
    throw new AssertionError("#" + id + " cannot be reached by Tab");
  }

  private static void assertFits(ConsolePage person) {
    assertThat(
            person
                .page()
                .evaluate(
                    "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("no scrolling sideways")
        .isEqualTo(true);
  }
}

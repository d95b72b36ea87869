package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Request;
import io.dinggate.e2e.walk.Browser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not signed in, in a real browser: each ends on a page that says why and what to do. */
@ExtendWith(SharedStack.class)
class BrowserRefusalsIT extends InChromium {

  private static final Duration SOON = Duration.ofSeconds(30);

  BrowserRefusalsIT(Stack stack) {
    super(stack);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk, 拒绝", "en-US, phone, declined"})
  void whoDeclinesIsToldSo(String language, String device, String said) {
    var person = at(language, device).goToDingTalk().decline();

    assertRefused(person, "login-denied", said, "declined-" + device);
  }

  @ParameterizedTest
  @CsvSource({
    "chen-ext, dingeast00000001, external-contact, 外部联系人, External contacts",
    "smith, dingforeign00001, corp-not-allowed, 组织, organisation",
    "zhaoleft, dingeast00000001, user-not-in-corp, 已不在, any more",
    "sunhidden, dingeast00000001, user-not-visible, 应用, range of the app",
    "zhangsan, dingnorth0000001, corp-not-allowed, 组织, organisation",
    "qiannew, dingnoauth000001, corp-not-allowed, 组织, organisation"
  })
  void whoMayNotSignInIsToldWhy(
      String who, String corp, String reason, String chinese, String english) {
    var desk = at("zh-CN").goToDingTalk().agree(who, corp);
    assertRefused(desk, reason, chinese, who + "-desk-zh");

    var phone = at("en-US", "phone").goToDingTalk().agree(who, corp);
    assertRefused(phone, reason, english, who + "-phone-en");
  }

  @Test
  void whoseCorpHasNotInstalledTheAppIsToldToAskItsAdministrator() {
    var dingTalk = new DingTalkSide(stack().sandbox());
    dingTalk.relieve(Somebody.EAST_CORP);
    try {
      await()
          .atMost(SOON)
          .until(() -> reasonFor(SignIn.toEast(stack())).equals("corp-not-authorized"));

      var desk = at("zh-CN").goToDingTalk().agree(Somebody.WANG_FANG);
      assertRefused(desk, "corp-not-authorized", "管理员", "corp-not-authorized-desk-zh");
      var phone = at("en-US", "phone").goToDingTalk().agree(Somebody.WANG_FANG);
      assertRefused(phone, "corp-not-authorized", "administrator", "corp-not-authorized-phone-en");
    } finally {
      dingTalk.authorise(Somebody.EAST_CORP);
    }
    await().atMost(SOON).until(() -> reasonFor(SignIn.toEast(stack())).isEmpty());
    at("zh-CN").signIn(Somebody.WANG_FANG);
  }

  @Test
  void loginTicketWorksOnce() {
    var person = at("zh-CN");
    var returnUrl = returnUrlOf(person, () -> person.signIn(Somebody.WANG_FANG));

    person.open(returnUrl);

    assertThat(person.page().locator("#reason")).hasText("login-ticket-invalid");
    assertThat(person.open().page().locator("#me-name")).hasText("王芳");
    person.signOut();

    person.open(returnUrl);

    assertRefused(person, "login-ticket-invalid", "浏览器", "reused-ticket-own-browser");
  }

  @Test
  void usedLoginTicketSignsInNobodyInAnotherBrowser() {
    var person = at("zh-CN");
    var returnUrl = returnUrlOf(person, () -> person.signIn(Somebody.WANG_FANG));
    var other = at("en-US");

    other.open(returnUrl);

    assertRefused(other, "login-ticket-invalid", "another browser", "reused-ticket");
    assertThat(person.open().page().locator("#me-name")).hasText("王芳");
  }

  @Test
  void ticketInAnotherBrowserSignsInNobodyThereNorAfterwardsInTheRightOne() {
    var right = at("zh-CN");
    var returnUrl = heldBackReturnUrl(right);
    var other = at("en-US");

    other.open(returnUrl);
    assertRefused(other, "login-ticket-invalid", "another browser", "other-browsers-ticket");

    right.open(returnUrl);
    assertRefused(right, "login-ticket-invalid", "浏览器", "right-browser-afterwards");
  }

  @Test
  void callbackInAnotherBrowserSignsInNobodyThereNorAfterwardsInTheRightOne() {
    var right = at("zh-CN");
    var callback = heldBackCallback(right);
    var other = at("en-US");

    other.open(callback);
    assertRefused(other, "login-ticket-invalid", "another browser", "other-browsers-callback");

    assertThat(right.open(callback).status()).isBetween(400, 499);
    right.assertEndsInAClearPage("right-browser-afterwards-callback");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=forged&authCode=forged&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "code=forged&state=https://evil.example/::nonce",
        "code=forged&state=",
        "code=forged",
        "error=access_denied&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ""
      })
  void forgedStateOffersNoCodeToDingTalk(String query) {
    var before = codeExchanges();
    var address = stack().cloud().url().resolve("/login/callback?" + query);

    var chinese = at("zh-CN");
    assertThat(chinese.open(address).status()).isBetween(400, 499);
    chinese.assertSpeaksItsLanguage().assertEndsInAClearPage("forged-state-zh");
    var english = at("en-US", "phone");
    assertThat(english.open(address).status()).isBetween(400, 499);
    english.assertSpeaksItsLanguage().assertEndsInAClearPage("forged-state-en");

    assertThat(codeExchanges()).isEqualTo(before);
  }

  @Test
  void replayedStateOffersNoCodeToDingTalk() {
    var person = at("zh-CN");
    var seen = new URI[1];
    person.page().onRequest(request -> keep(request, "/login/callback", seen));
    person.signIn(Somebody.WANG_FANG);
    var state = seen[0].getRawQuery().replaceAll(".*\\bstate=([^&]+).*", "$1");
    var another = stack().cloud().url().resolve("/login/callback?code=x&authCode=x&state=" + state);
    var before = codeExchanges();
    var other = at("en-US");

    assertThat(other.open(seen[0]).status()).isBetween(400, 499);
    other.assertEndsInAClearPage("replayed-callback");
    assertThat(other.open(another).status()).isBetween(400, 499);
    other.assertEndsInAClearPage("replayed-state");
    assertThat(person.open(another).status()).isBetween(400, 499);

    assertThat(codeExchanges()).isEqualTo(before);
    assertThat(person.open().page().locator("#me-name")).hasText("王芳");
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/, zh-CN, 链接",
    "//evil.example/, en-US, back to this site",
    "/\\evil.example, zh-CN, 链接",
    "https:evil.example, en-US, back to this site",
    "javascript:alert(1), zh-CN, 链接"
  })
  void foreignReturnAddressIsRefusedBeforeDingTalkIsSeen(
      String returnTo, String language, String said) {
    var person = at(language);
    var address =
        stack().local(Stack.EAST).url()
            + "/login?return_to="
            + URLEncoder.encode(returnTo, StandardCharsets.UTF_8);

    assertThat(person.open(URI.create(address)).status()).isBetween(400, 499);

    assertThat(person.page().url()).startsWith(stack().local(Stack.EAST).url().toString());
    assertRefused(person, "validation", said, "foreign-return-address");
  }

  private long codeExchanges() {
    return stack().sandbox().journal().codeExchanges();
  }

  /** The person reads the reason, and what is said about it in their own language. */
  private static void assertRefused(
      ConsolePage person, String reason, String said, String picture) {
    assertThat(person.page().locator("#reason")).hasText(reason);
    assertThat(person.page().locator(".notice")).containsText(said);
    assertThat(person.page().locator("#again")).isVisible();
    person.assertSpeaksItsLanguage();
    person.assertEndsInAClearPage(picture);
  }

  /** Why the sign-in is refused, without looking at the page; empty when it is not. */
  private static String reasonFor(SignIn person) {
    var query = person.open(person.agreed()).url().getQuery();
    return query == null ? "" : query.replaceAll(".*\\breason=([^&]*).*", "$1");
  }

  /** The return URL, ticket included, that a whole sign-in went through. */
  private static URI returnUrlOf(ConsolePage person, Runnable signIn) {
    var seen = new URI[1];
    person.page().onRequest(request -> keep(request, "/login/return", seen));
    signIn.run();
    return seen[0];
  }

  /**
   * The callback, code included, to which DingTalk wants to send the browser that has just opened
   * DingTalk's page; that browser stays where it is.
   */
  private URI heldBackCallback(ConsolePage person) {
    var consent = URI.create(person.goToDingTalk().page().url());
    return stack().sandbox().consent(consent, Somebody.EAST_CORP, Somebody.WANG_FANG);
  }

  /** The return URL, ticket included, to which the cloud wants to send it afterwards. */
  private URI heldBackReturnUrl(ConsolePage person) {
    var redirect = new Browser().openOnly(heldBackCallback(person));
    assertThat(redirect.status()).isEqualTo(303);
    return URI.create(redirect.header("Location"));
  }

  private static void keep(Request request, String path, URI[] seen) {
    var address = URI.create(request.url());
    if (address.getPath().equals(path)) {
      seen[0] = address;
    }
  }
}

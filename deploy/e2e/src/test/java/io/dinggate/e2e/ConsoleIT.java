package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's form and list of messages in a real browser, at both kinds of corps. */
@ExtendWith(SharedStack.class)
class ConsoleIT {

  private static final Pattern LIST = Pattern.compile(".*/api/v1/messages\\?.*");
  private static final Pattern ONE = Pattern.compile(".*/api/v1/messages/[^/?]+");

  private static Chromium chromium;

  private final Stack stack;
  private BrowserContext context;

  ConsoleIT(Stack stack) {
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

  @Test
  void personWhoseCorpHasASuiteIsOfferedTemplatesOnlyAndSendsOne() {
    var page = signedIn(Stack.NORTH, Somebody.ZHANG_SAN);

    assertThat(page.locator("#message-type option")).hasCount(1);
    assertThat(page.locator("#message-type")).hasValue("template");
    assertThat(page.locator("#message-text")).isHidden();
    page.locator("#template-id").fill("tpl-notice-1");
    page.locator("#template-variables").fill("title=通知\ncontent=你好 " + UUID.randomUUID());
    page.locator("#send").click();

    assertThat(page.locator("#message-state")).hasAttribute("data-state", "sent");
    assertThat(stack.sandbox().messages().getLast().receivers()).contains(Somebody.ZHANG_SAN);
  }

  @Test
  void personWhoseCorpHasAnInternalAppIsOfferedEverythingElse() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);

    assertThat(page.locator("#message-type option")).hasCount(4);
    assertThat(page.locator("#message-type option[value=template]")).hasCount(0);
    assertThat(page.locator("#message-type")).hasValue("text");
  }

  @Test
  void bytesAreCountedWhileWritingAndTooManyAreNotSent() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    var before = stack.sandbox().journal().sendCalls();

    page.locator("#message-text").fill("汉".repeat(661));
    assertThat(page.locator("#message-length")).containsText("2047");
    page.locator("#message-text").fill("汉".repeat(662));
    assertThat(page.locator("#message-length")).containsText("超出 2 字节");
    page.locator("#send").click();

    assertThat(page.locator("#message-text-fault")).containsText("超出 2 字节");
    assertThat(page.locator("#message-text")).isFocused();
    assertThat(stack.sandbox().journal().sendCalls()).isEqualTo(before);
  }

  @Test
  void longestTextThatIsCountedAsFittingIsTaken() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    var unique = UUID.randomUUID().toString();

    page.locator("#message-text").fill("汉".repeat(600) + "\"\\\n" + unique + "a".repeat(142));
    assertThat(page.locator("#message-length")).containsText("2048");
    page.locator("#send").click();

    assertThat(page.locator("#message-state")).hasAttribute("data-state", "sent");
  }

  @Test
  void whatTheServiceRefusesIsSaidAtItsFieldInTheLanguageOfThePage() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    page.route(
        ONE,
        route ->
            answer(
                route,
                400,
                """
                {"type":"urn:dinggate:problem:validation","title":"The request is not valid",
                 "status":400,"code":"validation","remedy":"Correct it.","detail":"Raw English",
                 "violations":[{"path":"content.content","message":"must not be like that"}]}\
                """));

    page.locator("#message-text").fill("你好");
    page.locator("#send").click();

    assertThat(page.locator("#message-text-fault")).containsText("这一项没有被接受");
    assertThat(page.locator("#message-text")).isFocused();
    assertThat(page.locator("#message-state .notice")).containsText("请求里有填写不对的内容");
    assertThat(page.locator("main").innerText())
        .doesNotContain("Raw English", "must not be like that", "not valid");
  }

  @Test
  void olderMessagesAreReachedAPartAtATimeAndStayWhenTheListIsRenewed() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    for (var number = 0; number < 23; number++) {
      page.locator("#message-text").fill("No. " + number + " " + UUID.randomUUID());
      page.locator("#send").click();
      assertThat(page.locator("#message-text")).hasValue("");
    }
    page.reload();
    var rows = page.locator("#messages > li");
    assertThat(rows).hasCount(10);

    page.locator("#older").click();
    assertThat(rows).hasCount(20);
    page.locator("#older").click();
    assertThat(rows.nth(22)).containsText("No. 0 ");
    page.locator("#refresh").click();
    assertThat(page.locator("#refresh")).not().hasAttribute("aria-disabled", "true");

    assertThat(rows.nth(22)).containsText("No. 0 ");
  }

  @Test
  void rowOpensItsRecipientsWithTheirReasons() {
    var page = signedIn(Stack.EAST, Somebody.LI_WEI);
    page.locator("#message-text").fill("to myself " + UUID.randomUUID());
    page.locator("#send").click();
    assertThat(page.locator("#message-state")).hasAttribute("data-state", "sent");
    var row = page.locator("#messages > li").first();
    assertThat(row).containsText("to myself");
    var toggle = row.locator("[data-action=recipients]");

    toggle.click();
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    assertThat(row.locator(".outcomes li")).containsText("已发送");
    toggle.click();

    assertThat(toggle).hasAttribute("aria-expanded", "false");
    assertThat(row.locator(".outcomes")).hasCount(0);
  }

  @Test
  void unsettledMessageIsAskedForAgainAlsoAfterAnErrorAndASettledOneIsNot() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    var asked = new AtomicInteger();
    page.route(
        LIST,
        route -> {
          switch (asked.incrementAndGet()) {
            case 1 -> answer(route, 200, list("unknown"));
            case 2 -> route.abort();
            default -> answer(route, 200, list("sent"));
          }
        });
    page.clock().install();
    page.reload();

    assertThat(page.locator("#messages > li")).hasAttribute("data-state", "unknown");
    page.clock().runFor(3_000);
    assertThat(page.locator("#messages-notice")).containsText("现在连不上本站");
    page.clock().runFor(5_000);
    assertThat(page.locator("#messages > li")).hasAttribute("data-state", "sent");
    assertThat(page.locator("#messages-notice")).isEmpty();
    page.clock().runFor(3_600_000);

    assertThat(asked).hasValue(3);
  }

  @Test
  void oldWebViewSendsToo() {
    context = chromium.phone("zh-CN");
    context.addInitScript(
        "delete Crypto.prototype.randomUUID; delete AbortSignal.timeout; delete AbortSignal.any;");
    var page = signIn(context.newPage(), Stack.EAST, Somebody.WANG_FANG);
    assertThat(page.evaluate("() => typeof crypto.randomUUID + typeof AbortSignal.timeout"))
        .isEqualTo("undefinedundefined");

    page.locator("#message-text").fill("from an old phone " + UUID.randomUUID());
    page.locator("#send").click();

    assertThat(page.locator("#message-state")).hasAttribute("data-state", "sent");
  }

  @Test
  void whatIsWrittenWhileAMessageIsSentStays() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    page.locator("#message-type").selectOption("markdown");
    page.locator("#markdown-title").fill("First");
    page.locator("#markdown-text").fill("first " + UUID.randomUUID());
    var sent = held(page);

    page.locator("#markdown-text").fill("second");
    page.locator("#message-type").selectOption("text");
    page.locator("#message-text").fill("third");
    sent.resume();

    assertThat(page.locator("#message-state")).hasAttribute("data-state", "sent");
    assertThat(page.locator("#message-text")).hasValue("third");
    page.locator("#message-type").selectOption("markdown");
    assertThat(page.locator("#markdown-title")).hasValue("");
    assertThat(page.locator("#markdown-text")).hasValue("second");
  }

  @Test
  void noticesAreInOneLiveRegionAndHaveNoRoleOfTheirOwn() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    page.route(ONE, Route::abort);

    page.locator("#message-text").fill("你好");
    page.locator("#send").click();

    assertThat(page.locator("#message-state[role=status] .notice.bad")).isVisible();
    assertThat(page.locator("[role=status] [role], [role=alert]")).hasCount(0);
  }

  /** Presses the button to send; the request goes on when the test says so. */
  private static Route held(Page page) {
    var held = new AtomicReference<Route>();
    page.route(ONE, held::set);
    page.locator("#send").click();
    page.waitForCondition(() -> held.get() != null);
    return held.get();
  }

  private Page signedIn(String site, String person) {
    context = chromium.desk("zh-CN");
    return signIn(context.newPage(), site, person);
  }

  private Page signIn(Page page, String site, String person) {
    page.navigate(stack.local(site).url().resolve("/console/").toString());
    page.locator("#sign-in").click();
    page.locator("#person-" + person).check();
    page.locator("#allow").click();
    assertThat(page.locator("#me-name")).isVisible();
    page.waitForLoadState();
    return page;
  }

  private static void answer(Route route, int status, String json) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType(status < 400 ? "application/json" : "application/problem+json")
            .setBody(json));
  }

  private static String list(String state) {
    return """
    {"items":[{"id":"m-1","state":"%s","acceptedAt":"%s","recipients":{"%s":1},
               "content":{"type":"text","content":"x"}}]}\
    """
        .formatted(state, Instant.now(), state);
  }
}

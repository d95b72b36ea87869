package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's form and list of messages in a real browser, at both kinds of corps. */
@ExtendWith(SharedStack.class)
class ConsoleIT extends InChromium {

  private static final Pattern ONE = Pattern.compile(".*/api/v1/messages/[^/?]+");
  private static final Pattern TAKEN = Pattern.compile("sent|delivered|read");

  ConsoleIT(Stack stack) {
    super(stack);
  }

  @Test
  void personWhoseCorpHasASuiteIsOfferedTemplatesOnlyAndSendsOne() {
    var page = writing(Stack.NORTH, Somebody.ZHANG_SAN);

    assertThat(page.locator("#message-type option")).hasCount(1);
    assertThat(page.locator("#message-type")).hasValue("template");
    assertThat(page.locator("#message-text")).isHidden();
    page.locator("#template-id").fill("tpl-notice-1");
    variable(page, 0, "title", "通知");
    variable(page, 1, "content", "你好 " + UUID.randomUUID());
    page.locator("#send").click();

    assertThat(page.locator("#message")).hasAttribute("data-state", TAKEN);
    assertThat(stack().sandbox().messages().getLast().receivers()).contains(Somebody.ZHANG_SAN);
  }

  @Test
  void personWhoseCorpHasAnInternalAppIsOfferedEverythingElse() {
    var page = writing(Stack.EAST, Somebody.WANG_FANG);

    assertThat(page.locator("#message-type option")).hasCount(9);
    assertThat(page.locator("#message-type option[value=template]")).hasCount(0);
    assertThat(page.locator("#message-type")).hasValue("text");
  }

  @Test
  void bytesAreCountedWhileWritingAndTooManyAreNotSent() {
    var page = writing(Stack.EAST, Somebody.WANG_FANG);
    var before = stack().sandbox().journal().sendCalls();

    page.locator("#message-text").fill("汉".repeat(661));
    assertThat(page.locator("#message-length")).containsText("2047");
    page.locator("#message-text").fill("汉".repeat(662));
    assertThat(page.locator("#message-length")).containsText("超出 2 字节");
    page.locator("#send").click();

    assertThat(page.locator("#message-text-fault")).containsText("超出 2 字节");
    assertThat(page.locator("#message-text")).isFocused();
    assertThat(stack().sandbox().journal().sendCalls()).isEqualTo(before);
  }

  @Test
  void longestTextThatIsCountedAsFittingIsTaken() {
    var page = writing(Stack.EAST, Somebody.WANG_FANG);
    var unique = UUID.randomUUID().toString();

    page.locator("#message-text").fill("汉".repeat(600) + "\"\\\n" + unique + "a".repeat(142));
    assertThat(page.locator("#message-length")).containsText("2048");
    page.locator("#send").click();

    assertThat(page.locator("#message")).hasAttribute("data-state", TAKEN);
  }

  @Test
  void longestFormThatIsCountedAsFittingIsTaken() {
    var page = writing(Stack.EAST, Somebody.WANG_FANG);
    page.locator("#message-type").selectOption("oa");
    page.locator("#oa-head").fill("审批");
    page.locator("#oa-url").fill("https://example.com/" + UUID.randomUUID());
    for (var number = 0; number < 7; number++) {
      page.locator("#add-line").click();
      line(page, number, "name").fill("名称\"" + number);
      line(page, number, "value").fill("汉".repeat(52));
    }
    var length = page.locator("#message-length");
    var used =
        Integer.parseInt(length.innerText().replaceAll("\\D*(\\d+).*", "$1").replace("\n", ""));
    page.locator("#oa-text").fill("a".repeat(2048 - used));
    assertThat(length).containsText("2048 字节，");

    page.locator("#send").click();

    assertThat(page.locator("#message")).hasAttribute("data-state", TAKEN);
  }

  @Test
  void olderMessagesAreReachedAPartAtATimeAndStayWhenTheListIsRenewed() {
    var page = signedIn(Stack.EAST, Somebody.WANG_FANG);
    for (var number = 0; number < 23; number++) {
      page.evaluate(
          """
          ([id, user, content]) => fetch(`/api/v1/messages/${id}`, {
            method: "PUT", headers: {"Content-Type": "application/json"},
            body: JSON.stringify({recipients: [user], content: {type: "text", content}})})\
          """,
          new Object[] {
            UUID.randomUUID().toString(),
            Map.of("corp", Somebody.EAST_CORP, "userId", Somebody.WANG_FANG),
            "No. " + number + " " + UUID.randomUUID()
          });
    }
    page.reload();
    var rows = page.locator("#messages > li");
    assertThat(rows).hasCount(20);

    page.locator("#older").click();
    assertThat(rows.nth(22)).containsText("No. 0 ");
    page.locator("#refresh").click();
    assertThat(page.locator("#refresh")).not().hasAttribute("aria-disabled", "true");

    assertThat(rows.nth(22)).containsText("No. 0 ");
  }

  @Test
  void oldWebViewSendsToo() {
    var context = browser("zh-CN", "phone");
    context.addInitScript(
        "delete Crypto.prototype.randomUUID; delete AbortSignal.timeout; delete AbortSignal.any;"
            + " delete window.EventSource;");
    var page = write(signIn(context.newPage(), Stack.EAST, Somebody.WANG_FANG), Stack.EAST);
    assertThat(page.evaluate("() => typeof crypto.randomUUID + typeof EventSource"))
        .isEqualTo("undefinedundefined");

    page.locator("#message-text").fill("from an old phone " + UUID.randomUUID());
    page.locator("#send").click();

    assertThat(page.locator("#message")).hasAttribute("data-state", TAKEN);
  }

  @Test
  void noticesAreInOneLiveRegionAndHaveNoRoleOfTheirOwn() {
    var page = writing(Stack.EAST, Somebody.WANG_FANG);
    page.route(ONE, Route::abort);

    page.locator("#message-text").fill("你好");
    page.locator("#send").click();

    assertThat(page.locator("#message-state[role=status] .notice.bad")).isVisible();
    assertThat(page.locator("[role=status] [role], [role=alert]")).hasCount(0);
  }

  private static void variable(Page page, int number, String name, String value) {
    page.locator("#add-variable").click();
    var line = page.locator("[data-type=template] .line").nth(number);
    line.locator("[name=name]").fill(name);
    line.locator("[name=value]").fill(value);
  }

  private static Locator line(Page page, int number, String name) {
    return page.locator("[data-type=oa] .line [name=" + name + "]").nth(number);
  }

  private Page writing(String site, String person) {
    return write(signedIn(site, person), site);
  }

  private Page write(Page page, String site) {
    page.navigate(stack().local(site).url().resolve("/console/compose").toString());
    assertThat(page.locator("#picture .bubble")).isVisible();
    return page;
  }

  private Page signedIn(String site, String person) {
    return signIn(browser("zh-CN", "desk").newPage(), site, person);
  }

  private Page signIn(Page page, String site, String person) {
    page.navigate(stack().local(site).url().resolve("/console/").toString());
    page.locator("#sign-in").click();
    page.locator("#person-" + person).check();
    page.locator("#allow").click();
    assertThat(page.locator("#me-name")).isVisible();
    page.waitForLoadState();
    return page;
  }
}

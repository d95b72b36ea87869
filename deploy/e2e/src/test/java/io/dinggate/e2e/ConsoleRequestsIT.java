package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page that asks by way of the cloud, against a site and a cloud that the tests play. */
@ExtendWith(SharedStack.class)
class ConsoleRequestsIT extends InChromium {

  private static final String FOUND =
      """
      ,"doneAt":"2026-11-27T08:00:03Z","user":{"corp":"dingeast00000001","userId":"wangfang",
       "app":"suite-main","unionId":"u","name":"王芳","title":"质检员","departments":[4],"active":true}""";

  ConsoleRequestsIT(Stack stack) {
    super(stack);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk, 王芳", "en-US, phone, 王芳"})
  void everyStepIsSeenAsItHappens(String language, String device, String name) {
    var person = at(language, device).signIn(Somebody.WANG_FANG);
    var api = new FakeRequestsApi(person.page(), stack().cloud().url());
    var page = open(person);

    page.locator("#request-kind").selectOption("user");
    page.locator("#go").click();

    assertThat(page.locator("#steps li")).hasCount(3);
    assertThat(page.locator("#steps li[data-step=good]")).hasCount(2);
    assertThat(page.locator("#latest [data-state=waiting]").first()).isVisible();
    assertThat(api.asked())
        .containsExactly(
            "{\"kind\":\"user\",\"user\":{\"corp\":\"dingeast00000001\",\"userId\":\"wangfang\"}}");
    var posted = api.posted().getFirst();
    assertThat(posted.postData()).isEqualTo(FakeRequestsApi.SIGNED);
    assertThat(posted.headers())
        .containsEntry("authorization", "DingGate-Request t.o.k")
        .containsEntry("content-type", "application/json")
        .doesNotContainKeys("cookie", "referer");

    api.become("done", FOUND);

    assertThat(page.locator("#steps li[data-step=good]")).hasCount(4);
    assertThat(page.locator("#request-result")).containsText(name);
    assertThat(page.locator("#latest [data-state=done]").first()).isVisible();
    person.assertFits();
    person.picture("requests-" + device + "-" + language);
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void refusalOfTheCloudIsReadable() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeRequestsApi(person.page(), stack().cloud().url());
    var page = open(person);
    api.refuse(403, "origin-not-allowed");

    page.locator("#request-kind").selectOption("user");
    page.locator("#go").click();

    assertThat(page.locator("#request-notice")).containsText("不允许从这个来源的页面提交请求");
    assertThat(page.locator("#steps li[data-step=bad]")).hasCount(1);
    assertThat(page.locator("#steps li")).hasCount(2);
  }

  @Test
  void answerOfTheCloudThatIsLostKeepsNobodyFromTheResult() {
    var person = at("en-US").signIn(Somebody.WANG_FANG);
    var api = new FakeRequestsApi(person.page(), stack().cloud().url());
    var page = open(person);
    api.refuse(0, "");

    page.locator("#request-kind").selectOption("user");
    page.locator("#go").click();
    assertThat(page.locator("#request-notice")).containsText("did not answer this browser");
    assertThat(page.locator("#steps li")).hasCount(3);
    api.become("done", FOUND);

    assertThat(page.locator("#request-result")).containsText("王芳");
    assertThat(page.locator("#request-notice")).isEmpty();
  }

  @Test
  void siteThatCannotSignSaysWhatToDo() {
    var person = at("en-US").signIn(Somebody.WANG_FANG);
    var api = new FakeRequestsApi(person.page(), stack().cloud().url());
    var page = open(person);
    api.refuseToSign(503, "requests-not-set-up");

    page.locator("#message-text").fill("hello");
    page.locator("#go").click();

    assertThat(page.locator("#request-notice")).containsText("This site cannot sign requests");
    assertThat(page.locator("#steps li[data-step=bad]")).hasCount(1);
    assertThat(api.asked().getFirst())
        .contains("\"kind\":\"message\"", "\"type\":\"text\"", "hello");
    assertThat(api.posted()).isEmpty();
  }

  private Page open(ConsolePage person) {
    person.open(stack().local(Stack.EAST).url().resolve("/console/requests"));
    person.page().waitForLoadState();
    return person.page();
  }
}

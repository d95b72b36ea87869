package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form that writes messages, against an API that the tests play. */
@ExtendWith(SharedStack.class)
class ConsoleComposeIT extends InChromium {

  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  ConsoleComposeIT(Stack stack) {
    super(stack);
  }

  @Test
  void pressingTwiceAndTryingAgainSendTheSameIdAndBody() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    person.compose().page().locator("#message-text").fill("once");
    api.next(Route::abort);

    person.page().locator("#send").dblclick();
    assertThat(said(person)).containsText("现在连不上本站");
    person.page().locator("#message-state button").click();
    person.arrived();

    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().getFirst()).isEqualTo(api.requests().getLast());
    assertThat(person.page().url()).endsWith(api.requests().getLast().path());
  }

  @Test
  void formThatWasTakenBeforeItWasChangedIsNotSentTwice() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    person.compose().page().locator("#message-text").fill("as it was");
    api.refuseNext(503, "cloud-unavailable", "[]");
    person.page().locator("#send").click();
    assertThat(said(person)).isVisible();

    api.refuseNext(409, "message-conflict", "[]");
    person.page().locator("#message-text").fill("as it is");
    person.page().locator("#send").click();
    assertThat(said(person)).containsText("之后的修改没有发送");
    assertThat(person.page().locator("#message-state a"))
        .hasAttribute("href", "/console/" + api.requests().getFirst().path());
    person.page().locator("#message-state button").click();
    person.arrived();

    assertThat(api.requests()).hasSize(3);
    assertThat(api.requests().get(1).path()).isEqualTo(api.requests().get(0).path());
    assertThat(api.requests().get(2).path()).isNotEqualTo(api.requests().get(0).path());
  }

  @Test
  void whatTheServiceRefusesIsSaidAtItsField() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().type("buttonsCard").page();
    page.locator("#buttons-text").fill("你好");
    page.locator("#add-button").click();
    for (var number : List.of(0, 1)) {
      line(page, "buttonsCard", "title", number).fill("好");
      line(page, "buttonsCard", "url", number).fill("https://example.com");
    }
    api.refuseNext(
        400,
        "validation",
        """
        [{"path":"content.buttons[1].url","message":"raw"},
         {"path":"/options/notAfter","message":"raw"},{"path":"recipients[0].corp","message":"raw"}]
        """);

    page.locator("#send").click();

    assertThat(page.locator("[aria-invalid=true]")).hasCount(2);
    assertThat(line(page, "buttonsCard", "url", 1)).isFocused();
    assertThat(line(page, "buttonsCard", "url", 1)).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#option-not-after")).hasAttribute("aria-invalid", "true");
    assertThat(said(person)).containsText("请求里有填写不对的内容");
    assertThat(page.locator("main").innerText()).doesNotContain("raw", "Raw English");
    line(page, "buttonsCard", "url", 1).fill("https://example.com/2");
    assertThat(page.locator("[aria-invalid=true]")).hasCount(1);
  }

  @Test
  void everyContentIsSentAsItIsWritten() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var page = person.page();

    person.compose().type("markdown");
    page.locator("#markdown-title").fill("T");
    page.locator("#markdown-text").fill("# head\n**bold** <b>no markup</b>");
    assertThat(page.locator("#picture .heading.h1")).hasText("head");
    assertThat(page.locator("#picture strong")).hasText("bold");
    assertThat(page.locator("#picture .markdown")).containsText("<b>no markup</b>");
    person.send();
    assertSent(
        api,
        "{\"type\":\"markdown\",\"title\":\"T\",\"text\":\"# head\\n**bold** <b>no markup</b>\"}");

    person.compose().type("oa");
    page.locator("#oa-head").fill("H");
    page.locator("#add-line").click();
    line(page, "oa", "name", 0).fill("n");
    line(page, "oa", "value", 0).fill("v");
    page.locator("#add-line").click();
    page.locator("[data-type=oa] .line .remove").last().click();
    page.locator("#oa-url").fill("https://example.com");
    page.locator("#oa-more").click();
    page.locator("#oa-status").fill("S");
    page.locator("#oa-files").fill("2");
    assertThat(page.locator("#picture .oa-status")).hasCSS("background-color", "rgb(217, 130, 0)");
    person.send();
    assertSent(
        api,
        """
        {"type":"oa","messageUrl":"https://example.com","headColor":"FF1459CC","headText":"H",
         "status":{"text":"S","color":"FFD98200"},
         "body":{"form":[{"name":"n","value":"v"}],"fileCount":2}}\
        """);

    person.compose().type("image");
    page.locator("#image-file").setInputFiles(new FilePayload("a.png", "image/png", PIXEL));
    assertThat(page.locator("#image-file-state")).containsText("a.png 已上传");
    assertThat(page.locator("#picture img")).hasAttribute("src", Pattern.compile("data:image/.*"));
    person.send();
    assertSent(api, "{\"type\":\"image\",\"mediaId\":\"@lADPabc\"}");

    person.compose().type("voice");
    page.locator("#voice-file").setInputFiles(new FilePayload("a.amr", "audio/amr", PIXEL));
    page.locator("#voice-seconds").fill("60");
    page.locator("#send").click();
    assertThat(page.locator("#voice-seconds-fault")).containsText("1 到 59");
    page.locator("#voice-seconds").fill("59");
    person.send();
    assertSent(api, "{\"type\":\"voice\",\"mediaId\":\"@lADPabc\",\"seconds\":59}");
  }

  @Test
  void fileThatDoesNotFitIsNotUploaded() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().type("voice").page();
    var file = page.locator("#voice-file");

    assertThat(page.locator("#voice-file-hint")).containsText("2 MB");
    file.setInputFiles(new FilePayload("a.txt", "text/plain", PIXEL));
    assertThat(page.locator("#voice-file-fault")).containsText("amr, mp3, wav");
    file.setInputFiles(new FilePayload("a.mp3", "audio/mpeg", new byte[2 * 1024 * 1024 + 1]));
    assertThat(page.locator("#voice-file-fault")).containsText("2 MB");
    file.setInputFiles(new FilePayload("a.mp3", "audio/mpeg", new byte[0]));
    assertThat(page.locator("#voice-file-fault")).containsText("空的");
    assertThat(api.requests()).isEmpty();
    api.refuseNext(422, "media-refused", "[]");
    file.setInputFiles(new FilePayload("a.mp3", "audio/mpeg", PIXEL));

    assertThat(page.locator("#voice-file-state .notice.bad")).containsText("这个文件不能上传");
    page.locator("#voice-file-state button").click();
    assertThat(page.locator("#voice-file-state")).containsText("已上传");
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void uploadThatRunsIsWaitedForAndCanBeStopped() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().type("file").page();
    List<Route> held = new ArrayList<>();
    api.next(held::add);

    page.locator("#file-file").setInputFiles(new FilePayload("a.pdf", "application/pdf", PIXEL));
    assertThat(page.locator("#file-file-state progress")).isVisible();
    page.locator("#send").click();
    assertThat(page.locator("#file-file-fault")).containsText("请等待上传完成");
    page.locator("#file-file-state button").click();

    assertThat(page.locator("#file-file-state")).isEmpty();
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void optionsAreSentAndTheirFaultsSaid() {
    var person = writing(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().unfold(".options").page();
    page.locator("#message-text").fill("later");
    for (var option : List.of("urgent", "repeatable", "no-receipts", "at-least-once")) {
      page.locator("#option-" + option).check();
    }
    page.locator("#option-not-before").fill("2099-01-01T10:00");
    page.locator("#option-not-after").fill("2099-01-01T10:00");
    page.locator("#send").click();
    assertThat(page.locator("#option-not-after-fault")).containsText("不早于");
    assertThat(page.locator("#option-not-after")).isFocused();
    page.locator("#option-not-after").fill("2000-01-01T10:00");
    page.locator("#send").click();
    assertThat(page.locator("#option-not-after-fault")).containsText("已经过去");
    assertThat(api.requests()).isEmpty();

    page.locator("#option-not-after").fill("2099-01-01T11:00");
    person.send();

    var options = api.requests().getFirst().body().path("options");
    assertThat(options.path("priority").asText()).isEqualTo("urgent");
    assertThat(options.path("delivery").asText()).isEqualTo("atLeastOnce");
    assertThat(options.path("receipts").asText()).isEqualTo("none");
    assertThat(options.path("repeatable").asBoolean()).isTrue();
    assertThat(options.path("notBefore").asText()).matches("2098-12-31T.*Z|2099-01-01T.*Z");
    assertThat(options.path("notAfter").asText()).isGreaterThan(options.path("notBefore").asText());
  }

  @Test
  void markNeedsATextAndRoomInIt() {
    var person = writing(Somebody.WANG_FANG);
    var page = person.compose().unfold(".options").page();

    page.locator("#option-repeatable").check();
    assertThat(page.locator("#message-length")).containsText("2032");
    page.locator("#message-text").fill("a".repeat(1969));
    page.locator("#send").click();
    assertThat(page.locator("#message-text-fault")).containsText("超出 1 字节");
    person.type("file");
    page.locator("#file-file").setInputFiles(new FilePayload("a.pdf", "application/pdf", PIXEL));
    page.locator("#send").click();

    assertThat(page.locator("#option-repeatable-fault")).containsText("16");
  }

  @Test
  void operatorNamesUsersStaffAndDepartmentsOfSeveralCorps() {
    var person = writing(Somebody.LI_WEI);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().unfold("#choose").page();
    person.unfold(".inner:has(#add-users)");
    page.locator("#add-user-ids").fill("a, b\nc");
    page.locator("#add-users button").click();
    person.unfold(".inner:has(#add-staff)");
    page.locator("#staff-tenant").fill("plant");
    page.locator("#add-staff-ids").fill("工号-1");
    page.locator("#add-staff button").click();
    person.unfold(".inner:has(#add-departments)");
    page.locator("#add-department-ids").fill("x");
    page.locator("#add-departments button").click();
    assertThat(page.locator("#add-department-ids-fault")).containsText("“x”");
    page.locator("#add-department-ids").fill("7");
    page.locator("#add-departments button").click();
    page.locator(".chip").first().locator("button").click();
    page.locator("#message-text").fill("to many");

    person.send();

    assertThat(api.requests().getFirst().body().path("recipients"))
        .map(Object::toString)
        .containsExactly(
            "{\"corp\":\"dingeast00000001\",\"userId\":\"a\"}",
            "{\"corp\":\"dingeast00000001\",\"userId\":\"b\"}",
            "{\"corp\":\"dingeast00000001\",\"userId\":\"c\"}",
            "{\"tenantId\":\"plant\",\"staffId\":\"工号-1\"}",
            "{\"corp\":\"dingeast00000001\",\"departmentId\":7}");
  }

  @Test
  void statusIsForFewPeopleOnly() {
    var person = writing(Somebody.LI_WEI);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().unfold("#choose").page();
    person.unfold(".inner:has(#add-users)");
    page.locator("#add-user-ids").fill("a b c d e");
    page.locator("#add-users button").click();
    person.type("oa");
    page.locator("#oa-head").fill("H");
    page.locator("#oa-url").fill("https://example.com");
    page.locator("#oa-more").click();
    page.locator("#oa-status").fill("S");

    page.locator("#send").click();

    assertThat(page.locator("#oa-status-fault")).containsText("五位");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void previewSaysWhomTheMessageWouldNotReach() {
    var person = writing(Somebody.LI_WEI);
    var api = new FakeMessagesApi(person.page());
    var page = person.compose().page();
    page.locator("#message-text").fill("x");
    api.next(
        route ->
            FakeMessagesApi.fulfill(
                route,
                200,
                """
                {"tasks":[{"corp":"c1","app":"a1","people":100},{"corp":"c1","app":"a1","people":3}],
                 "recipients":[%s,
                  {"position":9,"corp":"c1","userId":"gone","outlook":"unknownUser","detail":"33012"},
                  {"position":10,"tenantId":"t","staffId":"s9","outlook":"unknownRecipient"},
                  {"position":11,"corp":"c1","userId":"again","outlook":"duplicate"}]}\
                """
                    .formatted(
                        String.join(
                            ",",
                            IntStream.range(0, 9)
                                .mapToObj(
                                    n ->
                                        "{\"position\":%d,\"corp\":\"c1\",\"userId\":\"u\",\"outlook\":\"reachable\"}"
                                            .formatted(n))
                                .toList()))));

    page.locator("#preview").click();

    assertThat(page.locator("#outlook .badge[data-outlook=reachable]")).containsText("9");
    assertThat(page.locator("#outlook .outcomes li")).hasCount(3);
    assertThat(page.locator("#outlook .outcomes li").first()).containsText("gone");
    assertThat(page.locator("#outlook .calls")).containsText("c1 · a1：2 次，共 103 人");
    assertThat(page.locator("#outlook")).isFocused();
    assertThat(api.requests().getFirst().path()).isEqualTo("messages/preview");
    page.locator("#message-text").fill("y");
    assertThat(page.locator("#outlook")).isEmpty();
  }

  private ConsolePage writing(String person) {
    return at("zh-CN").signIn(person);
  }

  private static Locator said(ConsolePage person) {
    return person.page().locator("#message-state .notice");
  }

  private static Locator line(Page page, String type, String name, int number) {
    return page.locator("[data-type=" + type + "] .line [name=" + name + "]").nth(number);
  }

  private static void assertSent(FakeMessagesApi api, String content) {
    assertThat(api.requests().getLast().body().path("content"))
        .isEqualTo(FakeMessagesApi.json(content));
  }
}

package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages from the form to their end, by people with a browser each, through both services to
 * DingTalk and back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFlowIT {

  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  /** DingTalk tells a person's second equal text of a day so. */
  private static final int SAME_TEXT = 143_106;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private Stack stack;
  private Chromium chromium;

  @BeforeAll
  void start() {
    chromium = Chromium.start();
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-console"))
            .cloudSetting("dinggate.message.receipts.soon", "PT2S")
            .cloudSetting("dinggate.message.look-every", "PT0.5S")
            .cloudSetting("dinggate.message.receipts.later", "PT8S")
            .cloudSetting("dinggate.message.receipts.retry", "PT2S")
            .start();
    new DingTalkSide(stack.sandbox()).introduceApps();
  }

  @AfterAll
  void stop() {
    if (stack != null) {
      stack.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    stack.sandbox().allowDelivery(Somebody.EAST_CORP, Somebody.WANG_FANG);
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, phone"})
  void everyContentIsPreviewedAndSentAndDelivered(String language, String device) {
    var person = at(language, device).signIn(Somebody.WANG_FANG);
    var unique = device + " " + UUID.randomUUID();
    for (var content : Content.values()) {
      var page = person.compose().type(content.type).page();
      content.write(page, unique);
      page.locator("#preview").click();
      assertThat(page.locator("#outlook .badge")).hasAttribute("data-outlook", "reachable");
      assertThat(page.locator("#outlook .calls li")).hasCount(1);
      person.assertFits();
      person.picture("write-" + content.type + "-" + device);

      person.send().assertMessageIs("sent|delivered|read");

      assertThat(page.locator("#message-picture .of-" + content.type)).isVisible();
      person.assertFits();
      person.picture("sent-" + content.type + "-" + device);
    }
    person.assertMessageIs("delivered|read");
    assertThat(person.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, phone"})
  void pageFollowsAMessageUntilItIsRead(String language, String device) {
    var person = at(language, device).signIn(Somebody.WANG_FANG);
    person.send("read me " + UUID.randomUUID());
    var history = person.page().locator("#message-history");
    assertThat(history.locator("[data-what=accepted]")).hasCount(1);
    assertThat(history.locator("[data-state=sent]")).hasCount(1);

    read(Somebody.WANG_FANG);

    person.assertMessageIs("read");
    assertThat(history.locator("[data-state=read]")).hasCount(1);
    assertThat(person.page().locator("#recipient-rows tr")).hasAttribute("data-state", "read");
    person.assertFits();
    person.picture("read-" + device);
    assertThat(person.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, phone"})
  void tableSaysWhoDidNotGetItAndWhy(String language, String device) {
    stack.sandbox().forbidDelivery(Somebody.EAST_CORP, Somebody.WANG_FANG, SAME_TEXT);
    var operator = at(language, device).signIn(Somebody.LI_WEI);
    var page = operator.compose().unfold("#choose").page();
    operator.unfold(".inner:has(#add-users)");
    page.locator("#add-user-ids").fill(Somebody.WANG_FANG + ", nobody-" + device);
    page.locator("#add-users button").click();
    page.locator("#message-text").fill("to three " + UUID.randomUUID());
    page.locator("#preview").click();
    assertThat(page.locator("#outlook .outcomes li")).hasCount(1);
    assertThat(page.locator("#outlook .outcomes li")).hasAttribute("data-outlook", "unknownUser");

    operator.send();

    assertThat(row(page, "dropped")).containsText(Somebody.WANG_FANG);
    assertThat(row(page, "dropped"))
        .containsText(language.equals("zh-CN") ? "相同消息" : "the same message");
    assertThat(row(page, "failed")).containsText("nobody-" + device);
    assertThat(row(page, "delivered")).containsText("李伟");
    page.locator(".choice[data-state=dropped]").click();
    assertThat(page.locator("#recipient-rows tr")).hasCount(1);
    row(page, "dropped").locator("summary").click();
    operator.assertFits();
    operator.picture("partial-" + device);
    assertThat(operator.complaints()).isEmpty();
  }

  @Test
  void messageThatWaitsForItsTimeIsCancelled() {
    var person = at("zh-CN", "phone").signIn(Somebody.WANG_FANG);
    var page = person.compose().unfold(".options").page();
    page.locator("#message-text").fill("tomorrow " + UUID.randomUUID());
    page.locator("#option-not-before").fill(tomorrow());
    person.send().assertMessageIs("queued");

    page.locator("[data-action=cancel]").click();
    page.locator("#sure").click();

    person.assertMessageIs("failed");
    assertThat(row(page, "failed")).containsText("发送前已取消");
    assertThat(page.locator("#message")).hasAttribute("data-closed", "true");
    assertThat(page.locator("#message-history [data-what=cancel-requested]")).hasCount(1);
    assertThat(page.locator("#message-actions button")).hasCount(0);
    person.picture("cancelled");
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void messageThatWasDeliveredIsRecalled() {
    var person = at("en-US", "desk").signIn(Somebody.WANG_FANG);
    var page = person.send("take me back " + UUID.randomUUID()).page();
    person.assertMessageIs("delivered");

    page.locator("[data-action=recall]").click();
    person.picture("recall-asks");
    page.locator("#sure").click();

    person.assertMessageIs("recalled");
    assertThat(stack.sandbox().messages().getLast().recalled()).isTrue();
    person.picture("recalled");
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void listShowsWhatBecomesOfAMessageWithoutAsking() {
    var person = at("zh-CN", "desk").signIn(Somebody.WANG_FANG);
    person.send("watch me " + UUID.randomUUID());
    person.page().locator(".back a").click();
    var newest = person.page().locator("#messages > li").first();
    assertThat(newest).containsText("watch me");

    read(Somebody.WANG_FANG);

    assertThat(newest).hasAttribute("data-state", "read");
    person.picture("list-live");
    assertThat(person.complaints()).isEmpty();
  }

  /** The person opens the newest message on DingTalk, as soon as it has come. */
  private void read(String person) {
    stack.sandbox().awaitMessages(1, Duration.ofSeconds(20));
    var task = stack.sandbox().messages().getLast().taskId();
    var context = chromium.phone("zh-CN");
    contexts.add(context);
    var inbox = context.newPage();
    inbox.navigate(stack.sandbox().loginUrl() + "/sandbox/messages?person=" + person);
    inbox.locator("#open-" + task).click();
    assertThat(inbox.locator("#opened")).hasAttribute("data-task", String.valueOf(task));
  }

  /** As a field for a time takes it; the browser is where the test is. */
  private static String tomorrow() {
    return LocalDateTime.now(ZoneId.systemDefault())
        .plusDays(1)
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }

  private static Locator row(Page page, String state) {
    return page.locator("#recipient-rows tr[data-state=" + state + "]");
  }

  private ConsolePage at(String language, String device) {
    var context = device.equals("phone") ? chromium.phone(language) : chromium.desk(language);
    contexts.add(context);
    return new ConsolePage(context, stack);
  }

  /** Everything that an internal app can send. */
  private enum Content {
    TEXT("text") {
      @Override
      void write(Page page, String unique) {
        page.locator("#message-text").fill("你好 " + unique);
      }
    },
    MARKDOWN("markdown") {
      @Override
      void write(Page page, String unique) {
        page.locator("#markdown-title").fill("放假通知");
        page.locator("#markdown-text")
            .fill("# 放假通知\n**周五**放假，*周六*补班。\n\n> 请提前安排\n\n- 上午\n- 下午\n\n" + unique);
      }
    },
    LINK("link") {
      @Override
      void write(Page page, String unique) {
        page.locator("#link-title").fill("季度报告");
        page.locator("#link-text").fill(unique);
        page.locator("#link-url").fill("https://example.com/report");
        page.locator("#link-picture").fill("@lALOACZwe2Rk");
      }
    },
    ACTION_CARD("actionCard") {
      @Override
      void write(Page page, String unique) {
        page.locator("#card-title").fill("请假");
        page.locator("#card-text").fill("### 王芳的请假\n" + unique);
        page.locator("#card-button").fill("查看");
        page.locator("#card-url").fill("https://example.com/leave");
      }
    },
    BUTTONS_CARD("buttonsCard") {
      @Override
      void write(Page page, String unique) {
        page.locator("#buttons-text").fill("### 王芳的请假\n" + unique);
        page.locator("#buttons-orientation").selectOption("horizontal");
        page.locator("#add-button").click();
        for (var number : List.of(0, 1)) {
          line(page, "title", number).fill(number == 0 ? "同意" : "拒绝");
          line(page, "url", number).fill("https://example.com/" + number);
        }
      }
    },
    OA("oa") {
      @Override
      void write(Page page, String unique) {
        page.locator("#oa-head").fill("审批");
        page.locator("#oa-title").fill("王芳的请假");
        page.locator("#add-line").click();
        line(page, "name", 0).fill("类型：");
        line(page, "value", 0).fill("年假");
        page.locator("#oa-text").fill(unique);
        page.locator("#oa-url").fill("https://example.com/leave");
        page.locator("#oa-more").click();
        page.locator("#oa-status").fill("待处理");
        page.locator("#oa-amount").fill("3");
        page.locator("#oa-unit").fill("天");
        upload(page, "oa-picture", "a.png", "image/png");
      }
    },
    IMAGE("image") {
      @Override
      void write(Page page, String unique) {
        upload(page, "image-file", "照片.png", "image/png");
      }
    },
    VOICE("voice") {
      @Override
      void write(Page page, String unique) {
        upload(page, "voice-file", "a.amr", "audio/amr");
        page.locator("#voice-seconds").fill("12");
      }
    },
    FILE("file") {
      @Override
      void write(Page page, String unique) {
        upload(page, "file-file", "报告.pdf", "application/pdf");
      }
    };

    private final String type;

    Content(String type) {
      this.type = type;
    }

    abstract void write(Page page, String unique);

    private static Locator line(Page page, String name, int number) {
      return page.locator("fieldset:not([disabled]) .line [name=" + name + "]").nth(number);
    }

    private static void upload(Page page, String field, String name, String type) {
      page.locator("#" + field).setInputFiles(new FilePayload(name, type, PICTURE));
      assertThat(page.locator("#" + field + "-state .good")).isVisible();
    }
  }
}

package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a message, against an API that the tests play. */
@ExtendWith(SharedStack.class)
class ConsoleMessageIT extends InChromium {

  private static final String MARKDOWN =
      "{\"type\":\"markdown\",\"title\":\"放假\",\"text\":\"# 放假\\n周五\"}";

  ConsoleMessageIT(Stack stack) {
    super(stack);
  }

  @Test
  void eventsMoveThePageOnAndWhatIsOpenedAndFocusedStays() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    FakeMessagesApi.recipient(api.message("m-1", "sent"), 0).put("taskId", "123");
    var page = person.message("m-1").page();
    person.assertMessageIs("sent");
    var support = page.locator("#recipient-rows summary");
    support.click();

    api.become("m-1", "delivered", false);
    api.tell("m-1");
    assertThat(page.locator("#recipient-rows tr[data-state=delivered] details[open]")).isVisible();
    assertThat(support).isFocused();
    api.become("m-1", "read", true);
    api.tell("m-1");

    person.assertMessageIs("read");
    assertThat(page.locator("#message-history [data-state=read]")).isVisible();
    assertThat(page.locator("#message-changed")).containsText("已结束");
    assertThat(api.openConnections()).isZero();
    assertThat(person.complaints()).isEmpty();
  }

  @Test
  void pageAsksWhereEventsBreakAndStopsWhenTheMessageIsClosed() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "sent");
    person.page().clock().install();
    var page = person.message("m-1").page();
    person.assertMessageIs("sent");
    api.tell("m-1");

    api.become("m-1", "delivered", false);
    api.breakEvents();
    assertThat(api.openConnections()).isZero();
    page.clock().runFor(3_000);
    person.assertMessageIs("delivered");
    page.waitForCondition(() -> api.openConnections() == 1);
    api.become("m-1", "read", true);
    api.breakEvents();
    page.clock().runFor(10_000);

    person.assertMessageIs("read");
    assertThat(api.openConnections()).isZero();
  }

  @Test
  void connectionThatNeverSaysAnythingIsGivenUp() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "sent");
    person.page().clock().install();
    var page = person.message("m-1").page();
    person.assertMessageIs("sent");
    api.become("m-1", "read", false);

    page.clock().runFor(13_100);

    person.assertMessageIs("read");
  }

  @Test
  void olderNewsNeverTakeThePlaceOfNewerOnes() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "read");
    person.message("m-1");
    person.assertMessageIs("read");

    api.get("m-1").put("state", "sent").put("changedAt", "2020-01-01T00:00:00Z");
    api.tell("m-1");
    api.get("m-1").put("state", "recalled").put("changedAt", "2099-01-01T00:00:00.5Z");
    api.tell("m-1");
    person.assertMessageIs("recalled");
    api.get("m-1").put("state", "sent").put("changedAt", "2099-01-01T00:00:00Z");
    api.tell("m-1");

    person.assertMessageIs("recalled");
  }

  @ParameterizedTest
  @CsvSource({"zh-CN, desk", "en-US, phone"})
  void recipientsAreShownWithTheirReasonsAndChosenByState(String language, String device) {
    var person = at(language, device).signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    var message = api.message("m-1", "read", MARKDOWN, 60);
    for (var position = 40; position < 60; position++) {
      dropped(FakeMessagesApi.recipient(message, position));
    }
    var page = person.message("m-1").page();

    assertThat(page.locator("#recipient-rows tr")).hasCount(60);
    page.locator(".choice[data-state=dropped]").click();
    assertThat(page.locator("#recipient-rows tr")).hasCount(20);
    assertThat(page.locator("#recipient-rows tr").first())
        .containsText(language.equals("zh-CN") ? "今天已收到" : "got it today");
    assertThat(page.locator("#recipient-rows details small").first()).isHidden();
    page.locator("#recipient-rows summary").first().click();
    assertThat(page.locator("#recipient-rows details small").first()).containsText("143106");
    assertThat(page.locator(".choice[data-state=dropped]")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#message-progress [role=img] span")).hasCount(2);
    person.assertFits();
    person.picture("message-recipients-" + device + "-" + language);
  }

  @Test
  void onlyWhatCanBeDoneIsOfferedAndRecallIsAskedForOnce() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "delivered").withObject("can").put("recall", true);
    var page = person.message("m-1").page();

    assertThat(page.locator("#message-actions button")).hasCount(1);
    page.locator("[data-action=recall]").click();
    assertThat(page.locator("#message-said")).containsText("撤回后不能恢复");
    assertThat(api.requests()).isEmpty();
    page.locator("#message-said .button:not(#sure)").click();
    assertThat(page.locator("#message-said")).isEmpty();
    assertThat(page.locator("[data-action=recall]")).isFocused();
    page.locator("[data-action=recall]").click();
    api.refuseNext(409, "recall-too-late", "[]");
    page.locator("#sure").click();

    assertThat(page.locator("#message-said .notice.bad")).containsText("消息已经不能撤回");
    assertThat(page.locator("#message-said button")).hasCount(0);
    assertThat(api.requests()).hasSize(1);
    assertThat(api.requests().getFirst().path()).isEqualTo("messages/m-1/recall");
  }

  @Test
  void cancellingAndSendingAgainSayWhatTheyDid() {
    var person = at("en-US").signIn(Somebody.LI_WEI);
    var api = new FakeMessagesApi(person.page());
    var message = api.message("m-1", "queued");
    message.withObject("can").put("cancel", true).put("requeue", true);
    var page = person.message("m-1").page();

    page.locator("[data-action=requeue]").click();
    assertThat(page.locator("#message-said .notice.good")).containsText("queued once more");
    page.locator("[data-action=cancel]").click();
    message.withObject("can").put("cancel", false);
    page.locator("#sure").click();

    assertThat(page.locator("#message-said .notice.good")).containsText("nothing more is sent");
    assertThat(page.locator("[data-action=cancel]")).hasCount(0);
    assertThat(page.locator("[data-action=requeue]")).isVisible();
  }

  @Test
  void messageThatDoesNotExistIsSaidSo() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    new FakeMessagesApi(person.page());

    var page = person.message("m-none").page();

    assertThat(page.locator("#message-notice .notice.bad")).isVisible();
    assertThat(page.locator("#message")).isHidden();
  }

  @Test
  void backLeadsToTheListAsItWas() {
    var person = at("zh-CN").signIn(Somebody.LI_WEI);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "failed");
    api.message("m-2", "read");
    var page = person.open().page();
    page.locator("#filter-state").selectOption("failed");
    page.locator("#filter-caller").check();
    assertThat(page.locator("#messages > li")).hasCount(1);
    assertThat(page.locator("#messages > li")).containsText("client/books");

    page.locator("#messages a").click();
    assertThat(page.locator("#message-facts")).containsText("client/books");
    page.goBack();

    assertThat(page.locator("#messages > li")).hasCount(1);
    assertThat(page.locator("#filter-state")).hasValue("failed");
    page.locator("#lang-en").click();
    assertThat(page.locator("#messages > li")).containsText("Failed");
    assertThat(page.locator("#messages > li")).hasCount(1);
    page.locator("#clear").click();
    assertThat(page.locator("#messages > li")).hasCount(2);
    assertThat(page).hasURL(stack().local(Stack.EAST).url().resolve("/console/").toString());
  }

  @Test
  void fewOpenMessagesOfTheListAreFollowedAndManyAreNot() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    api.message("m-1", "queued");
    api.message("m-2", "sent");
    var page = person.open().page();
    page.waitForCondition(() -> api.openConnections() == 2);
    page.locator("[data-id=m-1] a").focus();

    api.become("m-1", "sent", false);
    api.tell("m-1");
    assertThat(page.locator("[data-id=m-1]")).hasAttribute("data-state", "sent");
    assertThat(page.locator("[data-id=m-1] a")).isFocused();
    api.message("m-3", "queued");
    page.locator("#refresh").click();
    assertThat(page.locator("#messages > li")).hasCount(3);

    page.waitForCondition(() -> api.openConnections() == 0);
  }

  @Test
  void listIsReadAgainWhileMuchOfItIsOpenAlsoAfterAnError() {
    var person = at("zh-CN").signIn(Somebody.WANG_FANG);
    var api = new FakeMessagesApi(person.page());
    for (var number = 1; number <= 3; number++) {
      api.message("m-" + number, "queued");
    }
    person.page().clock().install();
    var page = person.open().page();
    assertThat(page.locator("#messages > li")).hasCount(3);

    api.become("m-1", "sent", false);
    page.clock().runFor(3_100);
    assertThat(page.locator("[data-id=m-1]")).hasAttribute("data-state", "sent");
    page.context().setOffline(true);
    page.clock().runFor(10_000);
    page.context().setOffline(false);
    api.become("m-2", "sent", false);
    page.clock().runFor(31_000);

    assertThat(page.locator("[data-id=m-2]")).hasAttribute("data-state", "sent");
    assertThat(page.locator("#messages-notice")).isEmpty();
  }

  private static void dropped(ObjectNode recipient) {
    recipient
        .put("state", "dropped")
        .put("reason", "duplicate")
        .put("detail", "forbidden_list code 143106")
        .withObject("explanation")
        .put("zh", "今天已收到相同消息。")
        .put("en", "The person got it today.");
  }
}

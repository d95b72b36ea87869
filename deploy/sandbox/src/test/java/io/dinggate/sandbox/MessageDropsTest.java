package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.message.Drop;
import io.dinggate.sandbox.message.Drop.Reason;
import io.dinggate.sandbox.message.SentMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDropsTest {
  /** A minute before the next day in Asia/Shanghai, and in the middle of one in UTC. */
  private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-03-01T15:59:00Z");

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults().withClock(Clock.fixed(BEFORE_MIDNIGHT, ZoneOffset.UTC)));
  private final Calls calls = new Calls(sandbox);
  private final Sends sends = new Sends(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void sameBodyOfOneDayIsAcceptedButDroppedForThoseWhoHaveIt() {
    sends.directTo("liwei", Sends.text("a"));
    JsonNode second = sends.direct("\"userid_list\":\"liwei,wangfang\"", Sends.text("a"));

    long taskId = second.path("task_id").asLong();
    JsonNode result = sends.result(taskId);
    assertThat(second.path("errcode").asInt()).isZero();
    assertThat(texts(result.path("unread_user_id_list"))).containsExactly("wangfang");
    assertThat(texts(result.path("forbidden_user_id_list"))).containsExactly("liwei");
    assertThat(result.path("forbidden_list"))
        .hasToString("[{\"code\":\"143106\",\"count\":1,\"userid\":\"liwei\"}]");
    assertThat(sends.progress(taskId).path("progress_in_percent").asInt()).isEqualTo(100);
    assertThat(sandbox.messages().getLast().receivers()).containsExactly("liwei", "wangfang");
    assertThat(sandbox.messageCounts().deliveries()).isEqualTo(2);
    assertThat(sandbox.messageCounts().dropped()).containsExactly(entry(Reason.DUPLICATE, 1L));
    assertThat(sandbox.messageCounts().duplicates()).isZero();
  }

  @Test
  void orderOfMembersMakesNoOtherBodyAndAnythingElseDoes() {
    sends.directTo("liwei", Sends.text("a"));
    sends.directTo("liwei", "{\"text\":{\"content\":\"a\"},\"msgtype\":\"text\"}");
    sends.directTo("liwei", Sends.text("a "));

    assertThat(sandbox.messages())
        .extracting(message -> message.dropped().isEmpty())
        .containsExactly(true, false, true);
  }

  @Test
  void suitesCountApartAndHaveCodesOfTheirOwn() {
    sends.templateTo("zhangsan", "a");
    long taskId = sends.templateTo("zhangsan", "a");

    assertThat(sends.templateResult(taskId).at("/forbidden_list/0/code").asText())
        .isEqualTo("143206");
  }

  @Test
  void dayOfTheLimitsBeginsAtMidnightInShanghai() {
    sends.directTo("liwei", Sends.text("a"));
    sandbox.clock().advance(Duration.ofSeconds(59));
    sends.directTo("liwei", Sends.text("a"));
    sandbox.clock().advance(Duration.ofSeconds(1));
    sends.directTo("liwei", Sends.text("a"));

    assertThat(sandbox.messages())
        .extracting(message -> message.dropped().isEmpty())
        .containsExactly(true, false, true);
    assertThat(sandbox.messageCounts().duplicates()).isEqualTo(1);
  }

  @Test
  void duplicatesAreDeliveredAndCountedWhenTheyAreNotDropped() {
    change("{\"dropDuplicates\":false}");
    sends.directTo("liwei,wangfang", Sends.text("a"));
    sends.directTo("liwei", Sends.text("a"));
    sends.directTo("liwei", Sends.text("b"));

    assertThat(sandbox.messageCounts().deliveries()).isEqualTo(4);
    assertThat(sandbox.messageCounts().duplicates()).isEqualTo(1);
    assertThat(sandbox.messageCounts().dropped()).isEmpty();
  }

  @Test
  void personGetsSoManyMessagesOfAnAppADay() {
    change("{\"internalApps\":{\"perPersonAndDay\":2}}");
    List<Long> tasks =
        IntStream.range(0, 3).mapToObj(i -> sends.directTo("liwei", Sends.text("a" + i))).toList();

    assertThat(drop("liwei")).isEqualTo(new Drop(Reason.PER_PERSON_AND_DAY, 143105, 2));
    assertThat(sends.result(tasks.getLast()).path("forbidden_list"))
        .hasToString("[{\"code\":\"143105\",\"count\":2,\"userid\":\"liwei\"}]");
    sends.directTo("wangfang", Sends.text("a"));
    assertThat(sandbox.messages().getLast().dropped()).isEmpty();
    sandbox.clock().advance(Duration.ofMinutes(1));
    sends.directTo("liwei", Sends.text("a9"));
    assertThat(sandbox.messages().getLast().dropped()).isEmpty();
  }

  @Test
  void suitesHaveTheirOwnDailyLimit() {
    change("{\"suites\":{\"perPersonAndDay\":1}}");
    sends.templateTo("zhangsan", "a");
    sends.templateTo("zhangsan", "b");

    assertThat(drop("zhangsan")).isEqualTo(new Drop(Reason.PER_PERSON_AND_DAY, 143205, 1));
  }

  @Test
  void appReachesSoManyPeopleInAnyMinute() {
    change("{\"internalApps\":{\"peoplePerMinute\":2}}");
    sends.directTo("liwei,wangfang,zhoumin", Sends.text("a"));

    assertThat(sandbox.messages().getLast().dropped())
        .containsExactly(entry("zhoumin", new Drop(Reason.PER_MINUTE, 143103, 2)));
    sandbox.clock().advance(Duration.ofSeconds(59));
    sends.directTo("zhoumin", Sends.text("b"));
    assertThat(drop("zhoumin").reason()).isEqualTo(Reason.PER_MINUTE);
    sandbox.clock().advance(Duration.ofSeconds(1));
    sends.directTo("zhoumin", Sends.text("a"));
    assertThat(sandbox.messages().getLast().dropped()).isEmpty();
  }

  @Test
  void minuteOfASuiteIsOneForAllItsCorps() {
    change("{\"suites\":{\"peoplePerMinute\":1}}");
    sends.templateTo("zhangsan", "a");
    calls.oapi(
        Sends.TEMPLATE,
        calls.corpToken(EAST),
        "{\"agent_id\":770001,\"template_id\":\"tpl-notice-1\",\"userid_list\":\"liwei\"}");

    assertThat(drop("liwei")).isEqualTo(new Drop(Reason.PER_MINUTE, 143204, 1));
  }

  @Test
  void callNamesSoManyPeopleAndNoMore() {
    change(
        "{\"internalApps\":{\"peoplePerCall\":1,\"departmentsPerCall\":1},\"suites\":{\"usersPerCall\":1}}");

    assertThat(errcode(sends.direct("\"userid_list\":\"liwei,wangfang\"", Sends.TEXT)))
        .isEqualTo(41029);
    assertThat(errcode(sends.direct("\"dept_id_list\":\"2,3\"", Sends.TEXT))).isEqualTo(40009);
    assertThat(errcode(sends.template("\"userid_list\":\"zhangsan,zm-north\"", "\"{}\"")))
        .isEqualTo(40031);
    assertThat(sandbox.messages()).isEmpty();
  }

  @Test
  void whomTestsChooseIsForbiddenOrFails() {
    sandbox.forbidDelivery(EAST, "liwei", 1430003);
    sandbox.failDelivery(EAST, "wangfang");
    JsonNode result = sends.result(sends.directTo("liwei,wangfang,zhoumin", Sends.TEXT));

    assertThat(texts(result.path("forbidden_user_id_list"))).containsExactly("liwei");
    assertThat(result.at("/forbidden_list/0/code").asText()).isEqualTo("1430003");
    assertThat(texts(result.path("failed_user_id_list"))).containsExactly("wangfang");
    assertThat(texts(result.path("unread_user_id_list"))).containsExactly("zhoumin");
    sandbox.allowDelivery(EAST, "wangfang");
    sends.directTo("wangfang", Sends.TEXT);
    assertThat(sandbox.messages().getLast().dropped()).isEmpty();
  }

  @Test
  void documentedLimitsAreInForceUntilChangedAndAfterAReset() {
    assertThat(sandbox.limits()).isEqualTo(Limits.documented());
    change("{\"tasks\":{\"deliverySeconds\":5}}");
    assertThat(sandbox.limits().tasks().deliverySeconds()).isEqualTo(5);
    assertThat(sandbox.limits().suites()).isEqualTo(Limits.documented().suites());

    sandbox.reset();

    assertThat(sandbox.limits()).isEqualTo(Limits.documented());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"suite\":{}}",
        "{\"suites\":{\"perDay\":1}}",
        "{\"suites\":{\"perPersonAndDay\":-1}}",
        "{\"suites\":{\"perPersonAndDay\":\"many\"}}",
        "{\"suites\":5}",
        "{\"suites\":null}",
        "{\"suites\":{\"perPersonAndDay\":null}}",
        "[]",
        "oops"
      })
  void wrongLimitsAreRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> Limits.documented().changed(json));
  }

  @Test
  void randomSendsAreCountedAsAPlainModelCountsThem() {
    change("{\"internalApps\":{\"perPersonAndDay\":20}}");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Set<String> had = new HashSet<>();
    List<String> duplicates = new ArrayList<>();
    List<String> users = List.of("liwei", "wangfang", "zhoumin");
    for (int i = 0; i < 60; i++) {
      String user = users.get(random.nextInt(users.size()));
      String text = "t" + random.nextInt(12);
      sends.directTo(user, Sends.text(text));
      if (!had.add(user + text)) {
        duplicates.add(user + text);
      }
    }

    assertThat(sandbox.messageCounts().deliveries()).as("seed %s", seed).isEqualTo(had.size());
    assertThat(sandbox.messageCounts().dropped().getOrDefault(Reason.DUPLICATE, 0L))
        .as("seed %s", seed)
        .isEqualTo(duplicates.size());
    assertThat(sandbox.messageCounts().messages()).isEqualTo(60);
    assertThat(sandbox.messages())
        .isSortedAccordingTo(Comparator.comparingLong(SentMessage::taskId));
  }

  private void change(String limits) {
    sandbox.limits(sandbox.limits().changed(limits));
  }

  private Drop drop(String userId) {
    return sandbox.messages().getLast().dropped().get(userId);
  }

  private static int errcode(JsonNode answer) {
    return answer.path("errcode").asInt();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}

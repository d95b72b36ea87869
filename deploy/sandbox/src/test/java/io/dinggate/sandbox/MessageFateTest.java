package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageFateTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withClock(Clock.fixed(Instant.parse("2026-03-01T02:00:00Z"), ZoneOffset.UTC)));
  private final Sends sends = new Sends(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void resultTellsWhoHasReadIt() {
    long taskId = sends.directTo("wangfang,liwei,nobody", Sends.TEXT);
    sandbox.markRead(taskId, "liwei");

    JsonNode result = sends.result(taskId);

    assertThat(texts(result, "read_user_id_list")).containsExactly("liwei");
    assertThat(texts(result, "unread_user_id_list")).containsExactly("wangfang");
    assertThat(texts(result, "invalid_user_id_list")).containsExactly("nobody");
    assertThat(texts(result, "failed_user_id_list")).isEmpty();
    assertThat(texts(result, "forbidden_user_id_list")).isEmpty();
    assertThat(result.path("invalid_dept_id_list").isArray()).isTrue();
    assertThat(result.path("forbidden_list").isArray()).isTrue();
    assertThat(progress(taskId)).isEqualTo("100 2");
    assertThatIllegalArgumentException().isThrownBy(() -> sandbox.markRead(taskId, "nobody"));
  }

  @Test
  void deliveryTakesItsTimeOnePersonAfterTheOther() {
    sandbox.limits(sandbox.limits().changed("{\"tasks\":{\"deliverySeconds\":90}}"));
    long taskId = sends.directTo("wangfang,liwei,zhoumin", Sends.TEXT);

    assertThat(progress(taskId)).isEqualTo("0 0");
    assertThatIllegalArgumentException().isThrownBy(() -> sandbox.markRead(taskId, "wangfang"));
    sandbox.clock().advance(Duration.ofSeconds(60));
    assertThat(progress(taskId)).isEqualTo("66 1");
    assertThat(texts(sends.result(taskId), "unread_user_id_list"))
        .containsExactly("wangfang", "liwei");
    sandbox.clock().advance(Duration.ofSeconds(30));
    assertThat(progress(taskId)).isEqualTo("100 2");
    assertThat(texts(sends.result(taskId), "unread_user_id_list")).hasSize(3);
  }

  @Test
  void taskOfNobodyIsDoneAtOnce() {
    sandbox.limits(sandbox.limits().changed("{\"tasks\":{\"deliverySeconds\":90}}"));

    assertThat(progress(sends.directTo("nobody", Sends.TEXT))).isEqualTo("100 2");
  }

  @Test
  void recallUsesItsOwnFieldNameAndCanBeRepeated() {
    long taskId = sends.directTo("liwei", Sends.TEXT);

    assertThat(errcode(sends.task("recall", "task_id", taskId))).isEqualTo(40035);
    assertThat(errcode(sends.recall(taskId))).isZero();
    assertThat(errcode(sends.recall(taskId))).isZero();
    assertThat(sandbox.messages().getFirst().recalled()).isTrue();
  }

  @Test
  void recalledMessageCannotBeReadAnyMoreAndItsResultStays() {
    long taskId = sends.directTo("liwei,wangfang", Sends.TEXT);
    sandbox.markRead(taskId, "liwei");
    sends.recall(taskId);

    assertThatIllegalStateException().isThrownBy(() -> sandbox.markRead(taskId, "wangfang"));
    assertThat(texts(sends.result(taskId), "read_user_id_list")).containsExactly("liwei");
    assertThat(texts(sends.result(taskId), "unread_user_id_list")).containsExactly("wangfang");
  }

  @Test
  void recallKeepsBackWhatIsStillOnItsWay() {
    sandbox.limits(sandbox.limits().changed("{\"tasks\":{\"deliverySeconds\":60}}"));
    long taskId = sends.directTo("wangfang,liwei", Sends.TEXT);
    sandbox.clock().advance(Duration.ofSeconds(30));
    sends.recall(taskId);
    sandbox.clock().advance(Duration.ofHours(1));

    assertThat(texts(sends.result(taskId), "unread_user_id_list")).containsExactly("wangfang");
    assertThat(progress(taskId)).isEqualTo("100 2");
  }

  @Test
  void resultsAndRecallEndAfterADay() {
    long taskId = sends.directTo("liwei", Sends.TEXT);
    sandbox.clock().advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(errcode(sends.recall(taskId))).isZero();
    sandbox.clock().advance(Duration.ofSeconds(1));

    assertThat(errcode(sends.task("getsendresult", "task_id", taskId))).isEqualTo(41052);
    assertThat(errcode(sends.task("getsendprogress", "task_id", taskId))).isEqualTo(41052);
    assertThat(errcode(sends.recall(taskId))).isEqualTo(41052);
  }

  @Test
  void endOfResultsAndOfRecallAreSetApart() {
    sandbox.limits(
        sandbox.limits().changed("{\"tasks\":{\"resultSeconds\":20,\"recallSeconds\":10}}"));
    long taskId = sends.directTo("liwei", Sends.TEXT);
    sandbox.clock().advance(Duration.ofSeconds(10));

    assertThat(errcode(sends.recall(taskId))).isEqualTo(41052);
    assertThat(errcode(sends.task("getsendresult", "task_id", taskId))).isZero();
  }

  @Test
  void taskOfMoreThanAHundredPeopleHasProgressButNoResult() {
    IntStream.range(0, 101).forEach(i -> sandbox.putPerson(employee("crowd-" + i, List.of(3L))));
    long hundred = sends.directTo(crowd(100), Sends.TEXT);
    long more = sends.direct("\"dept_id_list\":\"3\"", Sends.text("all")).path("task_id").asLong();

    assertThat(texts(sends.result(hundred), "unread_user_id_list")).hasSize(100);
    assertThat(sandbox.messages().getLast().receivers()).hasSizeGreaterThan(100);
    assertThat(errcode(sends.task("getsendresult", "task_id", more))).isEqualTo(41052);
    assertThat(progress(more)).isEqualTo("100 2");
  }

  @Test
  void onlyTheLastMessagesAreRememberedButAllAreCounted() {
    try (Sandbox small = Sandbox.start(SandboxOptions.defaults().withMessagesKept(1))) {
      Sends there = new Sends(small);
      long first = there.directTo("liwei", Sends.text("a"));
      there.directTo("liwei", Sends.text("b"));

      assertThat(small.messages()).hasSize(1);
      assertThat(small.messageCounts().messages()).isEqualTo(2);
      assertThat(errcode(there.task("getsendresult", "task_id", first))).isEqualTo(41052);
    }
  }

  private String progress(long taskId) {
    JsonNode progress = sends.progress(taskId);
    return progress.path("progress_in_percent").asInt() + " " + progress.path("status").asInt();
  }

  private static Person employee(String userId, List<Long> departments) {
    Membership membership =
        new Membership(EAST, userId, "", "", departments, false, false, false, List.of());
    return new Person(userId, userId, userId, "", "", Map.of(), Map.of(), List.of(membership));
  }

  private static String crowd(int count) {
    return IntStream.range(0, count).mapToObj(i -> "crowd-" + i).collect(Collectors.joining(","));
  }

  private static int errcode(JsonNode answer) {
    return answer.path("errcode").asInt();
  }

  private static List<String> texts(JsonNode result, String list) {
    return result.path(list).valueStream().map(JsonNode::asText).toList();
  }
}

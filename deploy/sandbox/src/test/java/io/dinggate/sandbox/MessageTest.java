package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.INTERNAL;
import static io.dinggate.sandbox.DemoWorld.INTERNAL_AGENT;
import static io.dinggate.sandbox.DemoWorld.NORTH;
import static io.dinggate.sandbox.DemoWorld.SUITE;
import static io.dinggate.sandbox.DemoWorld.SUITE_AGENT_EAST;
import static io.dinggate.sandbox.Sends.DIRECT;
import static io.dinggate.sandbox.Sends.TEMPLATE;
import static io.dinggate.sandbox.Sends.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.message.SentMessage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);
  private final Sends sends = new Sends(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void internalAppSendsAndEverythingIsRecorded() {
    JsonNode answer = sends.direct("\"userid_list\":\"wangfang,nobody\"", TEXT);

    SentMessage sent = sandbox.awaitMessages(1, Duration.ofSeconds(5)).getFirst();
    assertThat(answer.path("errcode").asInt()).isZero();
    assertThat(answer.path("task_id").asLong())
        .isEqualTo(sent.taskId())
        .isGreaterThan(Integer.MAX_VALUE);
    assertThat(sent.appId()).isEqualTo(INTERNAL);
    assertThat(sent.corpId()).isEqualTo(EAST);
    assertThat(sent.agentId()).isEqualTo(INTERNAL_AGENT);
    assertThat(sent.userIds()).containsExactly("wangfang", "nobody");
    assertThat(sent.receivers()).containsExactly("wangfang");
    assertThat(sent.invalidUserIds()).containsExactly("nobody");
    assertThat(sent.body().at("/text/content").asText()).isEqualTo("你好");
    assertThat(sent)
        .hasToString("SentMessage[" + sent.taskId() + " by internal-hr in " + EAST + "]");
    assertThat(sandbox.journal().sendCalls()).isEqualTo(1);
  }

  @Test
  void departmentsReachEverybodyBelowThemWhoIsVisible() {
    sends.direct("\"dept_id_list\":\"2\"", TEXT);

    assertThat(sandbox.messages().getFirst().receivers())
        .containsExactlyInAnyOrder("wangfang", "zhoumin");
  }

  @Test
  void everybodyIsEverybodyVisible() {
    sends.direct("\"to_all_user\":true", TEXT);

    assertThat(sandbox.messages().getFirst().receivers())
        .containsExactlyInAnyOrder("wangfang", "liwei", "zhoumin");
  }

  @Test
  void formCarriesTheMessageAsText() {
    JsonNode answer =
        Http.json(
            Http.form(
                sandbox.oapiUrl(),
                DIRECT + "?access_token=" + calls.appToken(),
                Map.of("agent_id", "990001", "userid_list", "liwei", "msg", TEXT)));

    assertThat(answer.path("errcode").asInt()).isZero();
    assertThat(sandbox.messages().getFirst().body().path("msgtype").asText()).isEqualTo("text");
  }

  @Test
  void suiteSendsByTemplate() {
    JsonNode answer =
        sends.template(
            "\"userid_list\":\"zhangsan\"",
            "\"{\\\"title\\\":\\\"a\\\",\\\"content\\\":\\\"b\\\"}\"");

    SentMessage sent = sandbox.messages().getFirst();
    assertThat(answer.path("task_id").asLong()).isEqualTo(sent.taskId());
    assertThat(sent.appId()).isEqualTo(SUITE);
    assertThat(sent.templateId()).isEqualTo("tpl-notice-1");
    assertThat(sent.body().path("content").asText()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"title\":\"a\"}", "\"{\\\"title\\\":1}\"", "\"[]\"", "\"oops\""})
  void templateDataIsATextWithTextsInside(String data) {
    assertThat(sends.template("\"userid_list\":\"zhangsan\"", data).path("errcode").asInt())
        .isEqualTo(400002);
    assertThat(sandbox.messages()).isEmpty();
  }

  @Test
  void unknownTemplateIsRefused() {
    JsonNode answer =
        calls.oapi(
            TEMPLATE,
            calls.corpToken(NORTH),
            "{\"agent_id\":770002,\"template_id\":\"tpl-none\",\"userid_list\":\"zhangsan\"}");

    assertThat(answer.path("errcode").asInt()).isEqualTo(885001);
  }

  @Test
  void eachKindOfAppHasItsOwnWay() {
    JsonNode suite =
        calls.oapi(
            DIRECT,
            calls.corpToken(EAST),
            Sends.body(SUITE_AGENT_EAST, "\"userid_list\":\"liwei\"", TEXT));
    JsonNode internal =
        calls.oapi(
            TEMPLATE,
            calls.appToken(),
            "{\"agent_id\":990001,\"template_id\":\"tpl-notice-1\",\"userid_list\":\"liwei\"}");

    assertThat(suite.path("errcode").asInt()).isEqualTo(41044);
    assertThat(internal.path("errcode").asInt()).isEqualTo(885001);
  }

  @ParameterizedTest
  @CsvSource({"770002, 70004", "62282, 70004", "'\"abc\"', 40056", "null, 40056"})
  void agentMustBeTheAppsInThatCorp(String agentId, int errcode) {
    JsonNode answer =
        calls.oapi(
            DIRECT,
            calls.appToken(),
            "{\"agent_id\":%s,\"userid_list\":\"liwei\",\"msg\":%s}".formatted(agentId, TEXT));

    assertThat(answer.path("errcode").asInt()).isEqualTo(errcode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"userid_list\":\"\"|40035",
        "\"x\":1|40035",
        "\"userid_list\":\"sunhidden\"|50002",
        "\"dept_id_list\":\"5\"|50004",
        "\"dept_id_list\":\"99\"|60003",
        "\"dept_id_list\":\"a\"|40009"
      })
  void recipientsAreChecked(String recipients, int errcode) {
    assertThat(sends.direct(recipients, TEXT).path("errcode").asInt()).isEqualTo(errcode);
    assertThat(sandbox.messages()).isEmpty();
  }

  @Test
  void listsHaveTheirCaps() {
    assertThat(sends.direct("\"userid_list\":\"" + ids(100) + "\"", TEXT).path("errcode").asInt())
        .isZero();
    assertThat(sends.direct("\"userid_list\":\"" + ids(101) + "\"", TEXT).path("errcode").asInt())
        .isEqualTo(40031);
    assertThat(
            sends
                .direct("\"dept_id_list\":\"" + ids(21).replace("u", "") + "\"", TEXT)
                .path("errcode")
                .asInt())
        .isEqualTo(40009);
  }

  @Test
  void everybodyIsForbiddenForSuites() {
    assertThat(sends.template("\"to_all_user\":true", "\"{}\"").path("errcode").asInt())
        .isEqualTo(41028);
  }

  @Test
  void messageHasAtMost2048Bytes() {
    String frame = "{\"msgtype\":\"text\",\"text\":{\"content\":\"\"}}";
    String fits = "a".repeat(2_048 - frame.length());

    assertThat(
            sends
                .direct("\"userid_list\":\"liwei\"", frame.replace("\"\"", "\"" + fits + "\""))
                .path("errcode")
                .asInt())
        .isZero();
    assertThat(
            sends
                .direct("\"userid_list\":\"liwei\"", frame.replace("\"\"", "\"" + fits + "a\""))
                .path("errcode")
                .asInt())
        .isEqualTo(34016);
    assertThat(
            sends
                .direct(
                    "\"userid_list\":\"liwei\"",
                    frame.replace("\"\"", "\"" + "你".repeat(700) + "\""))
                .path("errcode")
                .asInt())
        .isEqualTo(34016);
  }

  @Test
  void taskOfAnotherAppIsNotFound() {
    long taskId = sends.direct("\"userid_list\":\"liwei\"", TEXT).path("task_id").asLong();

    JsonNode answer =
        calls.oapi(
            "/topapi/message/corpconversation/getsendresult",
            calls.corpToken(EAST),
            "{\"agent_id\":770001,\"task_id\":" + taskId + "}");

    assertThat(answer.path("errcode").asInt()).isEqualTo(41052);
  }

  @Test
  void waitingInVainSaysHowManyCame() {
    sends.direct("\"userid_list\":\"liwei\"", TEXT);

    assertThatIllegalStateException()
        .isThrownBy(() -> sandbox.awaitMessages(2, Duration.ofMillis(20)))
        .withMessageContaining("1 messages");
  }

  private static String ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "u" + i).collect(Collectors.joining(","));
  }
}

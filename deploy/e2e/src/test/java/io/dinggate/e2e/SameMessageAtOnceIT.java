package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.sandbox.message.SentMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One id is one message, however often and at whatever moment it is sent (G3). */
@ExtendWith(SharedStack.class)
class SameMessageAtOnceIT {

  private static final int CALLERS = 50;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stack stack;
  private ApiClient erp;

  SameMessageAtOnceIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void signIn() {
    erp = Erp.of(stack, Stack.EAST);
  }

  @Test
  void sameIdAndBodyFiftyTimesAtOnceIsOneMessageAndOneAnswer() {
    var path = Messages.newPath();
    var body = toWangFang(path);

    var answers = AtOnce.call(CALLERS, _ -> erp.put(path, body));

    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(CALLERS - 1);
    assertThat(answers)
        .extracting(SameMessageAtOnceIT::whatNeverChanges)
        .containsOnly(whatNeverChanges(erp.get(path)));
    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(delivered(path)).hasSize(1);
  }

  @Test
  void bodySpeltInAnotherOrderIsTheSameMessage() {
    var path = Messages.newPath();
    erp.put(path, toWangFang(path)).expect(202);

    var again =
        erp.put(
            path,
            """
            {"content":{"content":"%s","type":"text"},
             "recipients":[{"userId":"%s","corp":"%s"}],"options":{}}
            """
                .formatted(path, Somebody.WANG_FANG, Somebody.EAST_CORP));

    assertThat(again.status()).isEqualTo(200);
    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(delivered(path)).hasSize(1);
  }

  @Test
  void sameIdWithAnotherBodyIsRefusedAlsoAtOnce() {
    var path = Messages.newPath();

    var answers = AtOnce.call(CALLERS, number -> erp.put(path, toWangFang(path + " " + number)));

    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 202)
        .allSatisfy(SameMessageAtOnceIT::assertConflict)
        .hasSize(CALLERS - 1);
    await().atMost(SOON).untilAsserted(() -> assertThat(delivered(path)).hasSize(1));
    assertConflict(erp.put(path, toWangFang("yet another")));
    assertThat(delivered(path)).hasSize(1);
  }

  private static void assertConflict(Page answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    assertThat(answer.json().path("code").asText()).isEqualTo("message-conflict");
  }

  /** Id, time, content and number of recipients: what the hash of the body stands for. */
  private static List<JsonNode> whatNeverChanges(Page answer) {
    var message = answer.json();
    return List.of(
        message.path("id"),
        message.path("acceptedAt"),
        message.path("content"),
        message.path("total"));
  }

  private List<SentMessage> delivered(String text) {
    return stack.sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(text))
        .toList();
  }

  private static String toWangFang(String text) {
    return Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, text);
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Messages through both packaged services: one id is one message (G3), and what cannot be known is
 * said to be unknown (G2).
 */
@ExtendWith(SharedStack.class)
class MessagesIT {

  private static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stack stack;
  private ApiClient erp;
  private long callsBefore;

  MessagesIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void countFromHere() {
    erp = Erp.of(stack, Stack.EAST);
    callsBefore = stack.sandbox().journal().sendCalls();
  }

  @Test
  void messageReachesDingTalkWithItsText() {
    var answer = erp.put(Messages.newPath(), toWangFang("Order 4711 has arrived: 订单已到"));

    assertThat(Messages.state(answer)).isEqualTo("sent");
    var sent = stack.sandbox().messages().getLast();
    assertThat(sent.corpId()).isEqualTo(Somebody.EAST_CORP);
    assertThat(sent.receivers()).containsExactly(Somebody.WANG_FANG);
    assertThat(sent.body().toString()).contains("Order 4711 has arrived: 订单已到");
    assertThat(answer.json().path("recipients").path(0).path("taskId").asText())
        .isEqualTo("" + sent.taskId());
  }

  @Test
  void sameIdAndBodyFiftyTimesAtOnceIsOneMessage() {
    var path = Messages.newPath();
    var body = toWangFang("once");

    var answers = AtOnce.call(50, _ -> erp.put(path, body));

    assertThat(answers).extracting(Page::status).containsOnly(200);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Messages.state(erp.get(path))).isEqualTo("sent"));
    assertThat(sendCalls()).isEqualTo(1);
  }

  @Test
  void sameIdWithAnotherBodyIsRefused() {
    var path = Messages.newPath();
    erp.put(path, toWangFang("one")).expect(200);

    var other = erp.put(path, toWangFang("other"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().path("code").asText()).isEqualTo("message-conflict");
    assertThat(sendCalls()).isEqualTo(1);
  }

  @Test
  void siteKilledWhileDingTalkIsCalledLearnsFromTheCloudWhatBecameOfTheMessage() {
    var path = Messages.newPath();
    var body = toWangFang("killed");
    stack.sandbox().faults().hold(SEND);
    var lost = CompletableFuture.runAsync(() -> erp.put(path, body));
    stack.sandbox().faults().awaitHeld(SEND, 1, SOON);
    stack.local(Stack.EAST).kill9();
    assertThat(lost).failsWithin(SOON);
    stack.sandbox().faults().release(SEND);

    stack.local(Stack.EAST).restart();

    assertThat(Messages.state(erp.get(path))).isIn("unknown", "sent");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Messages.state(erp.get(path)))
                    .as("reading tells what the cloud knows")
                    .isEqualTo("sent"));
    assertThat(Messages.state(erp.put(path, body))).isEqualTo("sent");
    assertThat(sendCalls()).as("and makes no second call").isEqualTo(1);
  }

  @Test
  void cloudKilledWhileDingTalkIsCalledLeavesTheMessageUnknown() {
    var path = Messages.newPath();
    var body = toWangFang("killed at the cloud");
    stack.sandbox().faults().hold(SEND);
    var answer = CompletableFuture.supplyAsync(() -> erp.put(path, body));
    stack.sandbox().faults().awaitHeld(SEND, 1, SOON);
    stack.cloud().kill9();

    assertThat(answer).succeedsWithin(SOON);
    assertThat(Messages.state(answer.join())).isEqualTo("unknown");
    stack.sandbox().faults().release(SEND);
    stack.cloud().restart();

    assertThat(Messages.state(erp.put(path, body))).isEqualTo("unknown");
    assertThat(sendCalls()).isEqualTo(1);
  }

  @Test
  void messageThatDingTalkTookWithoutAnsweringIsUnknownAndNotSentAgain() {
    var path = Messages.newPath();
    var body = toWangFang("no answer");
    stack.sandbox().faults().dropAfterSend(1);

    assertThat(Messages.state(erp.put(path, body))).isEqualTo("unknown");
    assertThat(Messages.state(erp.put(path, body))).isEqualTo("unknown");
    assertThat(sendCalls()).isEqualTo(1);
  }

  @Test
  void messageToStaffThatIsNobodyFailsWithTheReason() {
    var answer =
        erp.put(
            Messages.newPath(),
            """
            {"recipients":[{"tenantId":"t1","staffId":"nobody"}],
             "content":{"type":"text","content":"to whom?"}}
            """);

    assertThat(Messages.state(answer)).isEqualTo("failed");
    assertThat(Messages.reason(answer)).isEqualTo("unknown-recipient");
    assertThat(sendCalls()).isZero();
  }

  @Test
  void boundStaffIsReachedAsTheUserItIs() {
    erp.put(
            "/api/v1/bindings/t1/staff-77",
            "{\"corp\":\"%s\",\"userId\":\"%s\"}".formatted(Somebody.EAST_CORP, Somebody.WANG_FANG))
        .expect(200);

    var answer =
        erp.put(
            Messages.newPath(),
            """
            {"recipients":[{"tenantId":"t1","staffId":"staff-77"}],
             "content":{"type":"text","content":"to the staff"}}
            """);

    assertThat(Messages.state(answer)).isEqualTo("sent");
    assertThat(stack.sandbox().messages().getLast().receivers())
        .containsExactly(Somebody.WANG_FANG);
  }

  private static String toWangFang(String text) {
    return Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, text);
  }

  private long sendCalls() {
    return stack.sandbox().journal().sendCalls() - callsBefore;
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.sandbox.message.SentMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Messages through both packaged services: what was accepted goes out, once (G3), and what cannot
 * be known is said to be unknown (G2).
 */
@ExtendWith(SharedStack.class)
class MessagesIT {

  private static final String MEMBERS = "/topapi/user/listid";
  private static final String RECALL = "/topapi/message/corpconversation/recall";
  private static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String AT_LEAST_ONCE = "{\"delivery\":\"atLeastOnce\"}";

  private final Stack stack;
  private ApiClient erp;

  MessagesIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void signIn() {
    erp = Erp.of(stack, Stack.EAST);
  }

  @Test
  void messageIsAcceptedAtOnceAndReachesDingTalkWithItsText() {
    var path = Messages.newPath();

    var accepted = erp.put(path, toWangFang("Order 4711 has arrived: 订单已到 " + path));

    assertThat(accepted.status()).isEqualTo(202);
    var answer = Messages.awaitAtDingTalk(() -> erp.get(path));
    var sent = calls(path).getFirst();
    assertThat(sent.corpId()).isEqualTo(Somebody.EAST_CORP);
    assertThat(sent.receivers()).containsExactly(Somebody.WANG_FANG);
    assertThat(sent.body().toString()).contains("Order 4711 has arrived: 订单已到");
    assertThat(answer.json().at("/recipients/0/taskId").asText()).isEqualTo("" + sent.taskId());
  }

  @Test
  void messageThatIsAcceptedWhileTheCloudIsAwayGoesOutWhenItIsBack() {
    var path = Messages.newPath();
    stack.cloud().kill9();

    assertThat(erp.put(path, toWangFang("cloud is away " + path)).status()).isEqualTo(202);
    assertThat(Messages.state(erp.get(path))).isEqualTo("queued");
    stack.cloud().restart();

    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(calls(path)).hasSize(1);
  }

  @Test
  void departmentThatTheCloudWasLookingUpWhenItWasKilledIsReachedLongBeforeTheLeaseEnds() {
    var path = Messages.newPath();
    stack.sandbox().faults().hold(MEMBERS);
    erp.put(
            path,
            """
            {"recipients":[{"corp":"%s","departmentId":2}],
             "content":{"type":"text","content":"%s"}}
            """
                .formatted(Somebody.EAST_CORP, path))
        .expect(202);
    stack.sandbox().faults().awaitHeld(MEMBERS, 1, SOON);

    killAndRestartCloud(MEMBERS);

    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(calls(path)).hasSize(1);
  }

  @Test
  void messageThatWasBeingTakenBackWhenTheCloudWasKilledIsTakenBackLongBeforeTheLeaseEnds() {
    var path = Messages.newPath();
    erp.put(path, toWangFang("taken back " + path)).expect(202);
    Messages.awaitAtDingTalk(() -> erp.get(path));
    stack.sandbox().faults().hold(RECALL);
    erp.post(path + "/recall", "{}").expect(202);
    stack.sandbox().faults().awaitHeld(RECALL, 1, SOON);

    killAndRestartCloud(RECALL);

    Messages.await(erp, path, "recalled");
  }

  private void killAndRestartCloud(String held) {
    stack.cloud().kill9();
    stack.sandbox().faults().release(held);
    stack.cloud().restart();
  }

  @Test
  void siteKilledWhileDingTalkIsCalledLearnsFromTheCloudWhatBecameOfTheMessage() {
    var path = Messages.newPath();
    var body = toWangFang("killed " + path);
    stack.sandbox().faults().hold(SEND);
    erp.put(path, body).expect(202);
    stack.sandbox().faults().awaitHeld(SEND, 1, SOON);
    stack.local(Stack.EAST).kill9();
    stack.sandbox().faults().release(SEND);

    stack.local(Stack.EAST).restart();

    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(erp.put(path, body).status()).as("the same is known").isEqualTo(200);
    assertThat(calls(path)).as("and makes no second call").hasSize(1);
  }

  @Test
  void cloudKilledWhileDingTalkIsCalledLeavesTheMessageUnknown() {
    var path = Messages.newPath();
    var body = toWangFang("killed at the cloud " + path);

    killCloudWhileDingTalkIsCalled(path, body);

    assertThat(Messages.reason(Messages.await(erp, path, "unknown"))).isEqualTo("interrupted");
    assertThat(Messages.state(erp.put(path, body))).isEqualTo("unknown");
    assertThat(calls(path)).hasSize(1);
  }

  @Test
  void cloudKilledWhileDingTalkIsCalledSendsAgainWhatIsWantedAtLeastOnce() {
    var path = Messages.newPath();
    var body =
        Messages.text(
            Somebody.EAST_CORP, Somebody.WANG_FANG, "killed, once more " + path, AT_LEAST_ONCE);

    killCloudWhileDingTalkIsCalled(path, body);

    awaitSentAgain(path);
  }

  @Test
  void messageThatDingTalkTookWithoutAnsweringIsUnknownAndNotSentAgain() {
    var path = Messages.newPath();
    var body = toWangFang("no answer " + path);
    stack.sandbox().faults().dropAfterSend(1);

    erp.put(path, body).expect(202);

    assertThat(Messages.reason(Messages.await(erp, path, "unknown"))).isEqualTo("no-answer");
    assertThat(Messages.state(erp.put(path, body))).isEqualTo("unknown");
    assertThat(calls(path)).hasSize(1);
  }

  @Test
  void messageThatDingTalkTookWithoutAnsweringIsSentAgainWhenItIsWantedAtLeastOnce() {
    var path = Messages.newPath();
    var text = "no answer, once more " + path;
    stack.sandbox().faults().dropAfterSend(1);

    erp.put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, text, AT_LEAST_ONCE))
        .expect(202);

    awaitSentAgain(path);
  }

  @Test
  void messageToStaffThatIsNobodyFailsWithTheReason() {
    var path = Messages.newPath();

    erp.put(
            path,
            """
            {"recipients":[{"tenantId":"t1","staffId":"nobody"}],
             "content":{"type":"text","content":"to whom? %s"}}
            """
                .formatted(path))
        .expect(202);

    assertThat(Messages.reason(Messages.await(erp, path, "failed"))).isEqualTo("unknown-recipient");
    assertThat(calls(path)).isEmpty();
  }

  @Test
  void boundStaffIsReachedAsTheUserItIs() {
    var path = Messages.newPath();
    erp.put(
            "/api/v1/bindings/t1/staff-77",
            "{\"corp\":\"%s\",\"userId\":\"%s\"}".formatted(Somebody.EAST_CORP, Somebody.WANG_FANG))
        .expect(200);

    erp.put(
            path,
            """
            {"recipients":[{"tenantId":"t1","staffId":"staff-77"}],
             "content":{"type":"text","content":"to the staff %s"}}
            """
                .formatted(path))
        .expect(202);

    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(calls(path).getFirst().receivers()).containsExactly(Somebody.WANG_FANG);
  }

  /** DingTalk, which took the first call, drops the second one for the same person. */
  private void awaitSentAgain(String path) {
    Messages.await(erp, path, "sent", "delivered", "dropped");
    assertThat(calls(path)).hasSize(2);
  }

  private void killCloudWhileDingTalkIsCalled(String path, String body) {
    stack.sandbox().faults().hold(SEND);
    erp.put(path, body).expect(202);
    stack.sandbox().faults().awaitHeld(SEND, 1, SOON);
    killAndRestartCloud(SEND);
  }

  private static String toWangFang(String text) {
    return Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, text);
  }

  /** What DingTalk has got of a message whose text holds its path. */
  private List<SentMessage> calls(String path) {
    return stack.sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(path))
        .toList();
  }
}

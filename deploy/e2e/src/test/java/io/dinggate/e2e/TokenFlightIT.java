package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.sandbox.fault.TokenSignal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many messages wait for one access token, it is fetched once. */
@ExtendWith(SharedStack.class)
class TokenFlightIT {

  private static final String SEND = "/topapi/message/corpconversation/sendbytemplate";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Stack stack;
  private final DingTalkSide dingTalk;
  private ApiClient erp;

  TokenFlightIT(Stack stack) {
    this.stack = stack;
    this.dingTalk = new DingTalkSide(stack.sandbox());
  }

  /**
   * Events are handled after their answer, in order for each corp, and each of these voids the
   * corp's tokens: when the last one is handled, no token is left and none will be voided.
   */
  @BeforeEach
  void installSuiteAnew() {
    erp = Erp.of(stack, Stack.NORTH);
    awaitSuite("authorized"); // what the test before pushed at its end
    dingTalk.relieve(Somebody.NORTH_CORP);
    awaitSuite("not-authorized");
    dingTalk.authorise(Somebody.NORTH_CORP);
    awaitSuite("authorized");
  }

  @Test
  void twoHundredMessagesAtOnceWithoutATokenFetchOne() {
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    var sendsBefore = stack.sandbox().journal().sendCalls();

    sendAtOnce(200);

    assertThat(stack.sandbox().journal().sendCalls() - sendsBefore).isEqualTo(200);
    assertThat(stack.sandbox().journal().tokenCalls() - tokensBefore).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = TokenSignal.class,
      names = {
        "BARE_40014",
        "BARE_42001",
        "BARE_40001",
        "WRAPPED_40014",
        "WRAPPED_42001",
        "WRAPPED_40001"
      })
  void rejectedTokenIsFetchedOnceMoreAndTheMessageGoesOut(TokenSignal signal) {
    sendAtOnce(1);
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    stack.sandbox().faults().rejectToken(SEND, 1, signal);

    sendAtOnce(1);

    assertThat(stack.sandbox().journal().tokenCalls() - tokensBefore).isEqualTo(1);
  }

  @Test
  void tokenRejectedForManyAtOnceIsFetchedOnceMore() {
    sendAtOnce(1);
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    stack.sandbox().faults().hold(SEND);
    var paths = accepted(10);
    stack.sandbox().faults().awaitHeld(SEND, 10, SOON);

    // The token itself, as a number of calls to reject would count the second attempts too.
    stack.sandbox().revokeTokens(suite(), Somebody.NORTH_CORP);
    stack.sandbox().faults().release(SEND);

    paths.forEach(path -> Messages.awaitAtDingTalk(() -> erp.get(path)));
    assertThat(stack.sandbox().journal().tokenCalls() - tokensBefore).isEqualTo(1);
  }

  /** Asks what the cloud knows, for which it fetches no token. */
  private void awaitSuite(String state) {
    var north = Erp.siteAtTheCloud(stack, Stack.NORTH);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var corp = north.get("/api/v1/directory/corps").expect(200).json().at("/items/0");
              assertThat(corp.path("corp").asText()).isEqualTo(Somebody.NORTH_CORP);
              assertThat(corp.at("/apps/0/state").asText()).isEqualTo(state);
            });
  }

  /** Sends so many messages at once and waits until DingTalk has all of them. */
  private void sendAtOnce(int messages) {
    accepted(messages).forEach(path -> Messages.awaitAtDingTalk(() -> erp.get(path)));
  }

  /** The paths of so many messages, sent at once and accepted. */
  private List<String> accepted(int messages) {
    var paths = Stream.generate(Messages::newPath).limit(messages).toList();
    assertThat(
            AtOnce.call(messages, number -> erp.put(paths.get(number), notice(paths.get(number)))))
        .extracting(Page::status)
        .containsOnly(202);
    return paths;
  }

  private String suite() {
    return stack.sandbox().world().suites().getFirst().appId();
  }

  /** Nobody reads what became of it, for which a token may be fetched at any time. */
  private static String notice(String text) {
    return Messages.template(
        Somebody.NORTH_CORP, Somebody.ZHANG_SAN, text, "{\"receipts\":\"none\"}");
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.sandbox.fault.TokenSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
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

  @BeforeEach
  void authenticate() {
    erp = Erp.of(stack, Stack.NORTH);
  }

  @AfterEach
  void authoriseAgain() {
    dingTalk.authorise(Somebody.NORTH_CORP);
  }

  @Test
  void twoHundredMessagesAtOnceWithoutATokenFetchOne() {
    // Removing the suite drops the corp's tokens; installing it again leaves none behind.
    dingTalk.relieve(Somebody.NORTH_CORP);
    dingTalk.authorise(Somebody.NORTH_CORP);
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    var sendsBefore = stack.sandbox().journal().sendCalls();

    var answers = AtOnce.call(200, number -> erp.put(Messages.newPath(), notice(number)));

    assertThat(answers).extracting(Messages::state).containsOnly("sent");
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
    erp.put(Messages.newPath(), notice(0)).expect(200);
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    stack.sandbox().faults().rejectToken(SEND, 1, signal);

    var answer = erp.put(Messages.newPath(), notice(1));

    assertThat(Messages.state(answer)).isEqualTo("sent");
    assertThat(stack.sandbox().journal().tokenCalls() - tokensBefore).isEqualTo(1);
  }

  @Test
  void tokenRejectedForManyAtOnceIsFetchedOnceMore() {
    erp.put(Messages.newPath(), notice(0)).expect(200);
    var tokensBefore = stack.sandbox().journal().tokenCalls();
    stack.sandbox().faults().hold(SEND);
    stack.sandbox().faults().rejectToken(SEND, 10, TokenSignal.BARE_42001);
    var answers =
        CompletableFuture.supplyAsync(
            () -> AtOnce.call(10, number -> erp.put(Messages.newPath(), notice(number))));
    stack.sandbox().faults().awaitHeld(SEND, 10, SOON);

    stack.sandbox().faults().release(SEND);

    assertThat(answers).succeedsWithin(SOON);
    assertThat(answers.join()).extracting(Messages::state).containsOnly("sent");
    assertThat(stack.sandbox().journal().tokenCalls() - tokensBefore).isEqualTo(1);
  }

  private static String notice(int number) {
    return Messages.template(Somebody.NORTH_CORP, Somebody.ZHANG_SAN, "notice " + number);
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.testing.Randomly;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * kill -9 in the middle of a login: after a reload the person ends signed in; at worst DingTalk's
 * page appears once more (G5).
 */
@ExtendWith(SharedStack.class)
class CrashDuringLoginIT {

  private static final String EXCHANGE = "/v1.0/oauth2/userAccessToken";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Stack stack;

  CrashDuringLoginIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void cloudKilledBeforeDingTalkSendsTheBrowserBack() {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    stack.cloud().kill9();
    assertThatThrownBy(() -> person.open(callback)).isInstanceOf(WalkException.class);

    stack.cloud().restart();

    person.open(callback);
    assertSignedIn(person);
  }

  @Test
  void cloudKilledWhileItOffersTheCode() {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    var before = stack.sandbox().journal().codeExchanges();
    stack.sandbox().faults().hold(EXCHANGE);
    var lost = CompletableFuture.runAsync(() -> person.open(callback));
    stack.sandbox().faults().awaitHeld(EXCHANGE, 1, SOON);
    stack.cloud().kill9();
    assertThat(lost).failsWithin(SOON);
    stack.sandbox().faults().release(EXCHANGE);

    stack.cloud().restart();

    var again = person.open(callback);
    assertIsDingTalksPage(again);
    person.open(person.agreedOn(again));
    assertSignedIn(person);
    assertThat(stack.sandbox().journal().codeExchanges() - before)
        .as("each of the two codes was offered once")
        .isEqualTo(2);
  }

  @Test
  void cloudKilledAfterDingTalkTookTheCodeAndBeforeItsAnswerCame() {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    stack.sandbox().faults().holdAnswer(EXCHANGE);
    var lost = CompletableFuture.runAsync(() -> person.open(callback));
    stack.sandbox().faults().awaitHeld(EXCHANGE, 1, SOON);
    stack.cloud().kill9();
    assertThat(lost).failsWithin(SOON);
    stack.sandbox().faults().release(EXCHANGE);

    stack.cloud().restart();

    var again = person.open(callback);
    assertIsDingTalksPage(again);
    person.open(person.agreedOn(again));
    assertSignedIn(person);
  }

  @Test
  void cloudKilledBetweenItsRedirectAndTheRedemptionOfTheTicket() {
    var person = SignIn.toEast(stack);
    var returnUrl = person.ticketInHand();
    stack.cloud().kill9();
    assertThat(person.open(returnUrl).url().getPath())
        .as("a clear page while the cloud is away")
        .isEqualTo("/login/failed");

    stack.cloud().restart();

    person.open(returnUrl);
    assertSignedIn(person);
  }

  @Test
  void callbackIsOpenedAgainAfterTheCloudWasKilled() {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    var first = ticketOf(person.browser().openOnly(callback));
    stack.cloud().kill9();

    stack.cloud().restart();

    assertThat(ticketOf(person.browser().openOnly(callback)))
        .as("the same redirect")
        .isEqualTo(first);
    person.open(first);
    assertSignedIn(person);
  }

  @Test
  void localKilledWhileThePersonIsAtDingTalk() {
    var person = SignIn.toEast(stack);
    var consent = person.atDingTalk();
    stack.local(Stack.EAST).kill9();

    stack.local(Stack.EAST).restart();

    person.open(person.agreedOn(consent));
    assertSignedIn(person);
  }

  @RepeatedTest(3)
  void localKilledAtAnyMomentOfTheRedemption() {
    var person = SignIn.toEast(stack);
    var returnUrl = person.ticketInHand();
    var delay = Randomly.between("milliseconds until the local-service is killed", 0, 60);
    var killed =
        CompletableFuture.runAsync(
            stack.local(Stack.EAST)::kill9,
            CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
    openIfItAnswers(person, returnUrl);
    assertThat(killed).succeedsWithin(SOON);

    stack.local(Stack.EAST).restart();

    person.open(returnUrl);
    assertSignedIn(person);
  }

  private static void openIfItAnswers(SignIn person, URI address) {
    try {
      person.open(address);
    } catch (WalkException e) {
      // what a browser shows when the connection breaks; the person reloads
    }
  }

  private static void assertSignedIn(SignIn person) {
    var me = person.me();
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.json().path("name").asText()).isEqualTo("王芳");
  }

  private void assertIsDingTalksPage(Page page) {
    assertThat(page.url().getAuthority()).isEqualTo(stack.sandbox().loginUrl().getAuthority());
  }

  private static URI ticketOf(Page redirect) {
    assertThat(redirect.status()).isEqualTo(303);
    return URI.create(redirect.header("Location"));
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.Browser;
import io.dinggate.sandbox.event.EventPusher;
import io.dinggate.sandbox.event.PushOutcome.Attempt;
import io.dinggate.sandbox.event.SealedEvent;
import io.dinggate.sandbox.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many pushes at once while the handling of one corp's events lags far behind and DingTalk's APIs
 * do not answer at all: DingTalk gets each answer before it loses patience, at the first attempt.
 */
@ExtendWith(SharedStack.class)
class EventLoadIT {

  private static final int PUSHES = 300;
  private static final int AT_ONCE = 32;
  private static final int BACKLOG_PUSHES = 2;
  private static final int ROWS = 1_000;
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Stack stack;
  private final DingTalkSide dingTalk;
  private final EventPusher pusher;
  private final String suite;
  private final String internal;
  private final long now = System.currentTimeMillis();

  EventLoadIT(Stack stack) {
    this.stack = stack;
    this.dingTalk = new DingTalkSide(stack.sandbox());
    this.pusher = stack.sandbox().pusher();
    this.suite = stack.sandbox().world().suites().getFirst().appId();
    this.internal = stack.sandbox().world().internalApps().getFirst().appId();
  }

  @AfterEach
  void authoriseAgain() {
    stack.sandbox().faults().clear();
    dingTalk.authorise(Somebody.NORTH_CORP);
  }

  @Test
  void pushesAreAnsweredHoweverFarTheirHandlingLagsBehind() {
    var stored = intake("stored");
    var handled = handled();
    stack.sandbox().faults().hold(Faults.EVERY_PATH);

    for (var number = 0; number < BACKLOG_PUSHES; number++) {
      assertThat(pusher.post(backlog(number)).problem()).isEmpty();
    }
    var events = events();
    var answers = postAtOnce(events);

    assertThat(answers).extracting(Attempt::problem).containsOnly("");
    assertThat(handled() - handled).as("the handling lags behind").isLessThan(waitingOnes());
    assertThat(intake("stored") - stored).isEqualTo(BACKLOG_PUSHES * ROWS + PUSHES);

    stack.cloud().kill9();
    stack.cloud().restart();
    assertThat(postAtOnce(events)).extracting(Attempt::problem).containsOnly("");
    assertThat(intake("duplicate")).as("every event was on the disk").isEqualTo(PUSHES);
    assertThat(intake("stored")).isZero();
    stack.sandbox().faults().clear();
    await().atMost(SOON).untilAsserted(this::assertBacklogIsHandledToItsEnd);
  }

  /** The corp changes its authorisation again and again, and takes it back at last. */
  private SealedEvent backlog(int number) {
    var rows = new PushRows();
    for (var row = 1; row < ROWS; row++) {
      rows.add(Somebody.NORTH_CORP, PushRows.AUTHORISATION, "org_suite_change", now);
    }
    var last = number == BACKLOG_PUSHES - 1 ? "org_suite_relieve" : "org_suite_change";
    rows.add(Somebody.NORTH_CORP, PushRows.AUTHORISATION, last, now);
    return pusher.seal(suite, rows.toString());
  }

  /** Of several corps and apps; those of the lagging corp say nothing of its authorisation. */
  private List<SealedEvent> events() {
    var events = new ArrayList<SealedEvent>();
    for (var number = 0; number < PUSHES; number++) {
      var rows = new PushRows();
      switch (number % 4) {
        case 0 -> rows.add(Somebody.NORTH_CORP, PushRows.USER, "user_modify_org", now);
        case 1 -> rows.add(Somebody.EAST_CORP, PushRows.USER, "user_modify_org", now);
        case 2 -> rows.add(Somebody.EAST_CORP, PushRows.AUTHORISATION, "org_suite_change", now);
        default -> rows.add(Somebody.FOREIGN_CORP, PushRows.AUTHORISATION, "org_suite_change", now);
      }
      events.add(pusher.seal(number % 4 == 1 ? internal : suite, rows.toString()));
    }
    return events;
  }

  private static int waitingOnes() {
    return BACKLOG_PUSHES * ROWS + PUSHES / 2;
  }

  /** One attempt for each, without DingTalk's repeats, and with its patience. */
  private List<Attempt> postAtOnce(List<SealedEvent> events) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var calls =
          events.stream()
              .map(event -> CompletableFuture.supplyAsync(() -> pusher.post(event), threads))
              .toList();
      return calls.stream().map(CompletableFuture::join).toList();
    }
  }

  private void assertBacklogIsHandledToItsEnd() {
    var answer =
        Erp.siteAtTheCloud(stack, Stack.NORTH)
            .get("/api/v1/directory/corps/" + Somebody.NORTH_CORP + "/users/" + Somebody.ZHANG_SAN);
    assertThat(answer.json().path("code").asText()).isEqualTo("corp-not-authorized");
  }

  private long intake(String outcome) {
    return sum("dinggate_event_intake_total\\{[^}]*outcome=\"" + outcome + "\"[^}]*}");
  }

  private long handled() {
    return sum("dinggate_event_handled_total\\{[^}]*}");
  }

  /** Of all lines of the metric; 0 when nothing was counted yet. */
  private long sum(String metric) {
    var metrics =
        new Browser().open(stack.cloud().management().resolve("/q/metrics")).expect(200).body();
    return Pattern.compile("(?m)^" + metric + " ([0-9.E]+)$")
        .matcher(metrics)
        .results()
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .sum();
  }
}

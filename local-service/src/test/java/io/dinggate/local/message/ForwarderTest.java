package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.MessageIntake.Taken;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taking in, forwarding and telling, by the threads that do it in the service. */
class ForwarderTest {

  private static final MessageId ID = new MessageId("m");

  private final MessageStage stage = new MessageStage();
  private final Forwarder forwarder = new Forwarder(stage.forwarding(), stage.config);
  private final MessageIntake intake =
      new MessageIntake(
          stage.drafts, stage.newMessages, stage.book, stage.views, forwarder, stage.meters);

  @AfterEach
  void end() throws InterruptedException {
    forwarder.end(null);
  }

  @Test
  void whatIsTakenInIsForwardedByItself() {
    forwarder.begin(new StartupEvent());

    var taken = take(to(ANNA));

    assertThat(taken.isNew()).isTrue();
    assertThat(taken.view().state()).isEqualTo(DeliveryState.QUEUED);
    await().until(() -> stage.inTheOutbox() == 0);
    assertThat(stage.meters.counter("message.intake").count()).isOne();
  }

  @Test
  void whatWasLeftBehindIsForwardedAfterTheStart() {
    take(to(ANNA));

    forwarder.begin(new StartupEvent());

    await().until(() -> stage.inTheOutbox() == 0);
  }

  @Test
  void whatADeadProcessHadInHandIsForwardedAfterTheStart() {
    take(to(ANNA));
    assertThat(stage.claims.claim(1)).hasSize(1);

    forwarder.begin(new StartupEvent());

    await().until(() -> stage.inTheOutbox() == 0); // while the clock stands still
  }

  @Test
  void outageOfTheCloudAndOfTheDatabaseIsOutlived() {
    stage.database.run("alter table message_outbox rename to away");
    forwarder.begin(new StartupEvent());
    stage.database.run("alter table away rename to message_outbox");
    for (var count = 0; count < 5; count++) {
      stage.cloud.nextNotSent();
    }
    take(to(ANNA));

    await()
        .until(
            () -> {
              stage.clock.advance(Duration.ofMinutes(1));
              return stage.inTheOutbox() == 0;
            });

    assertThat(stage.cloud.calls).hasSize(6);
  }

  @Test
  void afterTheEndNothingIsTaken() throws InterruptedException {
    forwarder.begin(new StartupEvent());
    forwarder.leave(null);
    forwarder.end(null);

    take(to(ANNA));

    assertThat(stage.inTheOutbox()).isOne();
    assertThat(stage.cloud.calls).isEmpty();
  }

  @Test
  void sameRequestIsAnsweredAndAnotherRefused() {
    var first = take(to(ANNA));
    var again = take(to(ANNA));

    assertThat(again.isNew()).isFalse();
    assertThat(again.view()).isEqualTo(first.view());
    assertThatThrownBy(() -> take(to(BEN)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT));
    assertThat(stage.inTheOutbox()).isOne();
    assertThat(stage.meters.counter("message.intake").count()).isOne();
  }

  @Test
  void whatCouldNotBeSentAnyMoreIsAnsweredAllTheSame() {
    var staff = new StaffRef(new TenantId("t"), new StaffId("7"));
    var person =
        new Caller.SessionCaller(ANNA, UUID.randomUUID(), "Anna", false, stage.clock.instant());
    stage.bindings.put(staff, ANNA);
    var request = MessageStage.request(null, to(staff));
    assertThat(intake.take(person, ID, request).isNew()).isTrue();
    stage.bindings.clear();

    assertThat(intake.take(person, ID, request).isNew()).isFalse();
    assertThatThrownBy(() -> intake.take(person, new MessageId("other"), request))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    assertThatThrownBy(() -> intake.take(person, ID, MessageStage.request(null, to(BEN))))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_CONFLICT));
  }

  @Test
  void fiftyAtOnceAreStoredOnce() throws Exception {
    List<Callable<Taken>> callers = new ArrayList<>();
    for (var count = 0; count < 50; count++) {
      callers.add(() -> take(to(ANNA)));
    }

    List<Taken> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var answer : threads.invokeAll(callers)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(Taken::isNew).hasSize(1);
    assertThat(answers).extracting(Taken::view).containsOnly(answers.getFirst().view());
    assertThat(stage.database.number("select count(*) from message")).isOne();
    assertThat(stage.inTheOutbox()).isOne();
  }

  @Test
  void messagesAreForgottenWithTheirTime() {
    var forgotten = new ForgottenMessages(stage.database.jdbc(), stage.config, stage.clock);
    var id = stage.stored(to(ANNA));
    stage.database.run("update message set accepted_at = '2026-11-27T08:00:00Z'");
    stage.clock.advance(Duration.ofDays(90));
    forgotten.forget();
    assertThat(stage.recipients(id)).hasSize(1);
    stage.clock.advance(Duration.ofMillis(1));

    forgotten.forget();

    assertThat(stage.database.number("select count(*) from message")).isZero();
    assertThat(stage.database.number("select count(*) from message_recipient")).isZero();
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void listenersAreToldUntilTheEnd() {
    var broadcaster = new Broadcaster(List.of(stage.events), stage.config);
    var listener = new Ear();
    broadcaster.begin(new StartupEvent());
    stage.events.listen(BOOKS, stage.stored(to(ANNA)), listener);
    broadcaster.wake();
    await().until(() -> listener.heard);

    broadcaster.leave(null);

    await().until(() -> listener.ended);
    broadcaster.end(null);
  }

  private Taken take(Recipient... recipients) {
    return intake.take(BOOKS, ID, MessageStage.request(null, recipients));
  }

  /** Hears. */
  private static final class Ear implements Listener<Standing> {

    private volatile boolean heard;
    private volatile boolean ended;

    @Override
    public java.util.concurrent.CompletionStage<?> tell(Standing standing) {
      heard = true;
      return java.util.concurrent.CompletableFuture.completedStage(null);
    }

    @Override
    public void beat() {}

    @Override
    public boolean mayListen() {
      return true;
    }

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public void end() {
      ended = true;
    }
  }
}

package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.GIVE_UP;
import static io.dinggate.local.message.MessageStage.LEASE;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.local.message.Parcel.Kind;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.SendOptions.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who takes what out of the outbox, and when. */
class OutboxTest {

  private static final SendOptions URGENT =
      new SendOptions(null, Priority.URGENT, null, null, null, null);

  private final MessageStage stage = new MessageStage();
  private final Outbox outbox = stage.outbox;
  private final OutboxClaims claims = stage.claims;

  @Test
  void urgentGoesFirstAndThenTheOldest() {
    var first = stage.stored(to(ANNA));
    stage.clock.advance(Duration.ofSeconds(1));
    var second = stage.stored(to(ANNA));
    var urgent = stage.stored(URGENT, to(ANNA));

    assertThat(messages(claims.claim(2))).containsExactlyInAnyOrder(urgent, first);
    assertThat(messages(claims.claim(2))).containsExactly(second);
    assertThat(claims.claim(2)).isEmpty();
  }

  @Test
  void claimSaysWhatIsKnownOfTheParcel() {
    var notAfter = stage.clock.instant().plusSeconds(60);
    var id = stage.stored(new SendOptions(null, null, null, null, notAfter, null), to(ANNA));

    var parcel = claims.claim(5).getFirst();

    assertThat(parcel)
        .isEqualTo(
            new Parcel(
                id,
                Kind.SEND,
                parcel.claim(),
                1,
                stage.clock.instant().plus(LEASE),
                notAfter,
                stage.clock.instant().plus(GIVE_UP),
                false,
                false,
                false));
  }

  @Test
  void whatWaitsForItsTimeIsTriedForAsLongAfterIt() {
    var notBefore = stage.clock.instant().plus(Duration.ofDays(30));
    stage.stored(new SendOptions(null, null, null, notBefore, null, null), to(ANNA));
    stage.stored(
        new SendOptions(null, null, null, stage.clock.instant().minusSeconds(9), null, null),
        to(ANNA));
    stage.stored(new SendOptions(null, null, null, Instant.MAX, null, null), to(ANNA));

    assertThat(claims.claim(3))
        .extracting(Parcel::giveUpAt)
        .containsExactlyInAnyOrder(
            notBefore.plus(GIVE_UP),
            stage.clock.instant().plus(GIVE_UP),
            Instant.parse("9999-01-01T00:00:00Z"));
  }

  @Test
  void whoDiesLosesItsClaimWithTheLease() {
    stage.stored(to(ANNA));
    var lost = claims.claim(1).getFirst();
    stage.clock.advance(LEASE.minusMillis(1));
    assertThat(claims.claim(1)).isEmpty();
    stage.clock.advance(Duration.ofMillis(1));

    var next = claims.claim(1).getFirst();

    assertThat(next.maybeSent()).isTrue();
    assertThat(next.attempts()).isEqualTo(2);
    assertThat(next.claim()).isNotEqualTo(lost.claim());
    assertThat(claims.take(lost)).isFalse();
    assertThat(claims.forwarded(List.of(lost))).isZero();
    assertThat(claims.bury(lost, "x")).isFalse();
    claims.release(List.of(lost), _ -> Duration.ZERO, false, "x");
    assertThat(claims.claim(1)).isEmpty();
    assertThat(claims.take(next)).isTrue();
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void allThatIsTakenCanBeFreedAndMayHaveBeenSent() {
    stage.stored(to(ANNA));
    stage.stored(to(BEN));
    var lost = claims.claim(1).getFirst();

    assertThat(claims.freeAll()).isOne();

    assertThat(claims.take(lost)).isFalse();
    assertThat(claims.claim(2))
        .extracting(Parcel::message, Parcel::maybeSent)
        .contains(tuple(lost.message(), true))
        .hasSize(2);
  }

  @Test
  void buriedMessageIsNotFreed() {
    stage.stored(to(ANNA));
    assertThat(claims.bury(claims.claim(1).getFirst(), "x")).isTrue();

    assertThat(claims.freeAll()).isZero();
  }

  @Test
  void whatIsBeingSettledIsNotWaitedFor() {
    stage.stored(to(ANNA));
    var taken = claims.claim(1).getFirst();

    stage.database.run(
        () -> {
          assertThat(claims.take(taken)).isTrue();
          assertThat(elsewhere(claims::freeAll)).isZero();
        });
    assertThat(stage.inTheOutbox()).isZero();
  }

  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread.ofVirtual()::start)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void releasedParcelWaitsAndKeepsWhatIsKnownOfEarlierAttempts() {
    stage.stored(to(ANNA));

    release(claims.claim(1), false);
    assertThat(claims.claim(1)).isEmpty();
    stage.clock.advance(Duration.ofSeconds(5));
    var second = claims.claim(1);
    assertThat(second.getFirst().maybeSent()).isFalse();
    release(second, true);
    stage.clock.advance(Duration.ofSeconds(5));
    var third = claims.claim(1);
    assertThat(third.getFirst().maybeSent()).isTrue();
    release(third, false);
    stage.clock.advance(Duration.ofSeconds(5));

    assertThat(claims.claim(1).getFirst().maybeSent()).isTrue();
    assertThat(stage.database.number("select count(*) from message_outbox where problem = 'why'"))
        .isOne();
    claims.release(List.of(), _ -> Duration.ZERO, true, "nothing");
  }

  private void release(List<Parcel> parcels, boolean maybeSent) {
    claims.release(parcels, _ -> Duration.ofSeconds(5), maybeSent, "why");
  }

  @Test
  void severalProcessesNeverTakeTheSame() throws Exception {
    for (var count = 0; count < 60; count++) {
      stage.stored(to(ANNA));
    }
    List<Callable<List<Parcel>>> workers = new ArrayList<>();
    for (var worker = 0; worker < 6; worker++) {
      workers.add(() -> claims.claim(10));
    }

    List<UUID> taken = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (var claimed : threads.invokeAll(workers)) {
        taken.addAll(messages(claimed.get()));
      }
    }
    taken.addAll(messages(claims.claim(100)));

    assertThat(taken).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void wishGoesAfterItsMessage() {
    var id = stage.stored(to(ANNA));
    outbox.post(stage.message(id), Kind.CANCEL);

    var send = claims.claim(5);
    assertThat(send).extracting(Parcel::kind).containsExactly(Kind.SEND);
    assertThat(send.getFirst().unwanted()).isTrue();
    assertThat(claims.claim(5)).isEmpty();
    assertThat(claims.forwarded(send)).isOne();

    var wish = claims.claim(5);
    assertThat(wish).extracting(Parcel::kind).containsExactly(Kind.CANCEL);
    assertThat(wish.getFirst().giveUpAt()).isEqualTo(stage.clock.instant().plus(GIVE_UP));
    assertThat(stage.happened(id)).containsExactly("accepted", "forwarded");
  }

  @Test
  void requeueMakesNothingUnwanted() {
    var id = stage.stored(to(ANNA));
    outbox.post(stage.message(id), Kind.REQUEUE);

    assertThat(claims.claim(1).getFirst().unwanted()).isFalse();
  }

  @Test
  void wishOfAnUrgentMessageIsUrgent() {
    stage.stored(to(ANNA));
    var id = stage.stored(URGENT, to(ANNA));
    var both = claims.claim(2);
    claims.forwarded(both);
    stage.stored(to(ANNA));
    outbox.post(stage.message(id), Kind.RECALL);

    assertThat(claims.claim(1)).extracting(Parcel::kind).containsExactly(Kind.RECALL);
  }

  @Test
  void wishThatIsRepeatedBeginsAnew() {
    var id = stage.stored(to(ANNA));
    claims.forwarded(claims.claim(1));
    outbox.post(stage.message(id), Kind.REQUEUE);
    var first = claims.claim(1).getFirst();
    stage.clock.advance(Duration.ofSeconds(1));

    outbox.post(stage.message(id), Kind.REQUEUE);

    assertThat(claims.take(first)).isFalse();
    assertThat(claims.claim(1).getFirst().attempts()).isOne();
  }

  @Test
  void whatNobodyIsSendingCanBeWithdrawn() {
    var fresh = stage.stored(to(ANNA));
    assertThat(outbox.withdraw(fresh)).contains(false);
    assertThat(outbox.withdraw(fresh)).isEmpty();

    var underWay = stage.stored(to(ANNA));
    var parcel = claims.claim(1).getFirst();
    assertThat(outbox.withdraw(underWay)).isEmpty();

    assertThat(claims.bury(parcel, "gone")).isTrue();
    assertThat(outbox.withdraw(underWay)).contains(true);
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void buriedMessageRestsUntilItIsRevived() {
    var id = stage.stored(to(ANNA));
    assertThat(outbox.revive(id)).isFalse();
    claims.bury(claims.claim(1).getFirst(), "gone");
    stage.clock.advance(Duration.ofDays(10));
    assertThat(claims.claim(1)).isEmpty();

    assertThat(outbox.revive(id)).isTrue();

    var parcel = claims.claim(1).getFirst();
    assertThat(parcel.attempts()).isOne();
    assertThat(parcel.giveUpAt()).isEqualTo(stage.clock.instant().plus(GIVE_UP));
  }

  @Test
  void wishesAreDroppedWithoutTheMessage() {
    var id = stage.stored(to(ANNA));
    outbox.post(stage.message(id), Kind.CANCEL);

    outbox.dropWishes(id);

    assertThat(claims.claim(5)).extracting(Parcel::kind).containsExactly(Kind.SEND);
  }

  @Test
  void nothingForwardedIsNothing() {
    assertThat(claims.forwarded(List.of())).isZero();
  }

  private static List<UUID> messages(List<Parcel> parcels) {
    return parcels.stream().map(Parcel::message).toList();
  }
}

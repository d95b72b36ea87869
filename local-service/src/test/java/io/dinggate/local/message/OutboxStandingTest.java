package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.GIVE_UP;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What health and metrics say of messages that wait for the cloud. */
class OutboxStandingTest {

  private final MessageStage stage = new MessageStage();
  private final OutboxStanding standing =
      new OutboxStanding(stage.outbox, stage.config, stage.meters);

  @Test
  void nothingThatWaitsIsNothingToSay() {
    standing.look();

    assertThat(gauge("message.outbox.waiting")).isZero();
    assertThat(gauge("message.outbox.oldest.seconds")).isZero();
    assertThat(standing.warning()).isEmpty();
  }

  @Test
  void oldestThatHasWaitedTooLongIsWarnedOf() {
    age(stage.stored(to(ANNA)), "4 minutes 30 seconds");
    stage.stored(to(ANNA));
    standing.look();
    assertThat(gauge("message.outbox.waiting")).isEqualTo(2);
    assertThat(gauge("message.outbox.oldest.seconds")).isBetween(270.0, 299.0);
    assertThat(standing.warning()).isEmpty();

    age(stage.stored(to(ANNA)), "6 minutes");
    standing.look();

    assertThat(gauge("message.outbox.waiting")).isEqualTo(3);
    assertThat(gauge("message.outbox.oldest.seconds")).isGreaterThanOrEqualTo(360);
    assertThat(standing.warning().orElseThrow())
        .startsWith("3 messages wait for the cloud, the oldest since 20")
        .endsWith("Z");
  }

  @Test
  void whatIsTriedAgainAndAgainHasWaitedFromTheBeginning() {
    age(stage.stored(to(ANNA)), "6 minutes");
    stage.cloud.nextNotSent();
    stage.forwarding().round();

    standing.look();

    assertThat(standing.warning()).isPresent();
  }

  @Test
  void whatTheCloudHasWaitsNoMore() {
    age(stage.stored(to(ANNA)), "6 minutes");
    standing.look();
    stage.forwarding().round();

    standing.look();

    assertThat(gauge("message.outbox.waiting")).isZero();
    assertThat(standing.warning()).isEmpty();
  }

  @Test
  void whatWasGivenUpWaitsForAnOperatorAndFromThenOnAnew() {
    var id = stage.stored(to(ANNA));
    age(id, "3 days");
    stage.clock.advance(GIVE_UP);
    stage.cloud.nextNotSent();
    stage.forwarding().round();
    standing.look();
    assertThat(gauge("message.outbox.waiting")).isZero();

    assertThat(stage.outbox.revive(id)).isTrue();
    standing.look();

    assertThat(gauge("message.outbox.waiting")).isOne();
    assertThat(standing.warning()).isEmpty();
  }

  private void age(UUID message, String by) {
    stage.database.run(
        "update message_outbox set since = now() - interval '%s' where message = '%s'"
            .formatted(by, message));
  }

  private double gauge(String name) {
    return stage.meters.get(name).gauge().value();
  }
}

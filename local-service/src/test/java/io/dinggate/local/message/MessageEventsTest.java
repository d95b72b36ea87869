package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.OPERATOR;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who is told what, and for how long. */
class MessageEventsTest {

  private final MessageStage stage = new MessageStage();
  private final MessageEvents events = stage.events;
  private final UUID id = stage.stored(to(ANNA));

  @Test
  void listenerIsToldThePresentStateAndEveryChangeOnce() {
    var listener = listening();
    events.round();
    events.round();
    stage.tell(id, 2, false, status(DeliveryState.SENT));
    events.round();
    events.round();

    assertThat(listener.told).extracting(Standing::revision).containsExactly(0L, 1L);
    assertThat(listener.told)
        .extracting(standing -> standing.news().state())
        .containsExactly(DeliveryState.QUEUED, DeliveryState.SENT);
    assertThat(listener.told.getLast().news()).isEqualTo(MessageNews.of(stage.message(id)));
    assertThat(listener.beats).isZero();
    assertThat(listener.ended).isFalse();
  }

  @Test
  void closedMessageEndsIt() {
    var listener = listening();
    stage.tell(id, 2, true, status(DeliveryState.READ));
    events.round();
    assertThat(listener.ended).isFalse();

    events.round();

    assertThat(listener.ended).isTrue();
    assertThat(listener.told).hasSize(1);
    assertThat(events.isIdle()).isTrue();
  }

  @Test
  void messageThatIsForgottenEndsIt() {
    var listener = listening();
    stage.database.run("delete from message");
    events.round();
    events.round();

    assertThat(listener.ended).isTrue();
    assertThat(listener.told).isEmpty();
  }

  @Test
  void whoReadsSlowlyIsToldTheNewestOnly() {
    var listener = listening();
    listener.telling = new CompletableFuture<>();
    events.round();
    stage.tell(id, 2, false, status(DeliveryState.SENT));
    events.round();
    stage.tell(id, 3, true, status(DeliveryState.READ));
    events.round();
    assertThat(listener.told).hasSize(1);
    assertThat(listener.ended).isFalse();

    listener.telling.complete(null);
    events.round();
    events.round();

    assertThat(listener.told).extracting(Standing::revision).containsExactly(0L, 2L);
    assertThat(listener.ended).isTrue();
  }

  @Test
  void connectionIsShownToLiveAndNoOftenerThanNeeded() {
    var listener = listening();
    events.round();
    stage.clock.advance(Duration.ofSeconds(15).minusMillis(1));
    events.round();
    assertThat(listener.beats).isZero();
    stage.clock.advance(Duration.ofMillis(1));
    events.round();
    events.round();
    assertThat(listener.beats).isOne();
    stage.clock.advance(Duration.ofSeconds(14));
    stage.tell(id, 2, false, status(DeliveryState.SENT));
    events.round();
    stage.clock.advance(Duration.ofSeconds(14));
    events.round();
    assertThat(listener.beats).isOne();
  }

  @Test
  void sessionThatHasEndedEndsIt() {
    var listener = listening();
    events.round();
    listener.may = false;
    stage.clock.advance(Duration.ofSeconds(14));
    events.round();
    assertThat(listener.ended).isFalse();
    stage.clock.advance(Duration.ofSeconds(1));

    events.round();

    assertThat(listener.ended).isTrue();
    assertThat(events.isIdle()).isTrue();
  }

  @Test
  void noConnectionLastsForLongerThanItMay() {
    var listener = listening();
    events.round();
    stage.clock.advance(Duration.ofMinutes(5).minusMillis(1));
    events.round();
    assertThat(listener.ended).isFalse();
    stage.clock.advance(Duration.ofMillis(1));
    events.round();

    assertThat(listener.ended).isTrue();
  }

  @Test
  void whoeverIsGoneIsLeftAlone() {
    var listener = listening();
    listener.gone = true;

    events.round();

    assertThat(events.isIdle()).isTrue();
    assertThat(listener.told).isEmpty();
    assertThat(listener.ended).isFalse();
  }

  @Test
  void callerListensToSoManyAndOthersAllTheSame() {
    for (var count = 0; count < 3; count++) {
      listening();
    }

    assertThatThrownBy(this::listening)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
    events.listen(OPERATOR, id, new Recorded());
  }

  @Test
  void atTheEndEverybodyGoes() {
    var listener = listening();
    assertThat(events.isIdle()).isFalse();

    events.endAll();

    assertThat(listener.ended).isTrue();
    assertThat(events.isIdle()).isTrue();
  }

  private Recorded listening() {
    var listener = new Recorded();
    events.listen(BOOKS, id, listener);
    return listener;
  }

  private static RecipientStatus status(DeliveryState state) {
    return new RecipientStatus(ANNA, state, null, null, null);
  }

  /** Remembers what it was told. */
  private static final class Recorded implements Listener<Standing> {

    private final List<Standing> told = new ArrayList<>();
    private CompletableFuture<Object> telling = CompletableFuture.completedFuture(null);
    private int beats;
    private boolean may = true;
    private boolean gone;
    private boolean ended;

    @Override
    public CompletionStage<?> tell(Standing standing) {
      told.add(standing);
      return telling;
    }

    @Override
    public void beat() {
      beats++;
    }

    @Override
    public boolean mayListen() {
      return may;
    }

    @Override
    public boolean isGone() {
      return gone;
    }

    @Override
    public void end() {
      ended = true;
    }
  }
}

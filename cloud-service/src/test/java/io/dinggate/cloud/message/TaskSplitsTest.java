package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.atLeastOnce;
import static io.dinggate.cloud.message.MessageStage.failing;
import static io.dinggate.cloud.message.MessageStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A DingTalk that refuses a whole call for whomever the app must not see, as the real one may. */
class TaskSplitsTest {

  @TempDir Path directory;
  private MessageStage stage;
  private final Set<UserId> hidden = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory);
    stage.sending = this::send;
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  private long send(MessageStage.Call call) {
    return call.users().stream().anyMatch(hidden::contains)
        ? failing(new DingTalkFailure.OutOfScope("50002")).apply(call)
        : 4700 + stage.calls.size();
  }

  @Test
  void onlyWhomTheAppMustNotSeeFails() {
    hide(1);
    stage.accept("m", text("hi", 2));
    sendAll();

    assertThat(stage.calls)
        .extracting(MessageStage.Call::users)
        .containsExactlyInAnyOrder(List.of(user(0), user(1)), List.of(user(0)), List.of(user(1)));
    assertThat(stage.status("m").recipients())
        .extracting(RecipientStatus::state, RecipientStatus::reason)
        .containsExactly(
            tuple(DeliveryState.SENT, null), tuple(DeliveryState.FAILED, "user-not-visible"));
    assertThat(stage.status("m").recipients().getLast().detail()).contains("50002");
    stage.assertToldAll("m");
    assertThat(stage.column("select sum(people) from task")).containsExactly("2");
    assertThat(stage.column("select count(*) from task where receipt_due is not null"))
        .containsExactly("1");
    assertThat(stage.meters.counter("dinggate.message.tasks", "outcome", "split").count()).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everybodyElseGetsItOnce(long seed) {
    var random = new Random(seed);
    var people = 2 + random.nextInt(120);
    for (var i = 0; i < people; i++) {
      if (random.nextInt(people) < seed) {
        hide(i);
      }
    }
    stage.accept("m", text("hi", people));
    sendAll();

    var taken = new ArrayList<UserId>();
    stage.calls.stream()
        .map(MessageStage.Call::users)
        .filter(users -> users.stream().noneMatch(hidden::contains))
        .forEach(taken::addAll);
    assertThat(taken).doesNotHaveDuplicates().hasSize(people - hidden.size());
    assertThat(stage.status("m").recipients())
        .allSatisfy(
            recipient ->
                assertThat(recipient.state())
                    .isEqualTo(
                        hidden.contains(recipient.user().userId())
                            ? DeliveryState.FAILED
                            : DeliveryState.SENT));
    stage.assertToldAll("m");
  }

  @Test
  void whatMayHaveArrivedIsNotSplit() {
    hide(1);
    stage.sending = failing(new DingTalkFailure.NoAnswer(true));
    stage.accept("m", text("hi", 2, atLeastOnce()));
    stage.send();
    stage.sending = this::send;
    stage.clock.advance(stage.config.retryFirst());
    stage.send();

    assertThat(stage.calls).hasSize(2);
    assertThat(stage.states()).containsExactly(TaskState.UNKNOWN);
  }

  @Test
  void bothHalvesAreCancelledWithTheMessage() {
    hide(1);
    stage.accept("m", text("hi", 4));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.steps.settle(task, refused(), true);
    assertThat(stage.states()).containsExactly(TaskState.QUEUED, TaskState.QUEUED);

    stage.intake.cancel(stage.caller("east"), new MessageId("m"));
    stage.send();

    assertThat(stage.calls).isEmpty();
    assertThat(MessageStage.reasons(stage.status("m"))).containsExactly("cancelled");
    assertThat(stage.status("m").closed()).isTrue();
  }

  @Test
  void outcomeThatIsStoredTwiceSplitsOnce() {
    stage.accept("m", text("hi", 4));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.steps.settle(task, refused(), true);
    stage.steps.settle(task, refused(), true);

    assertThat(stage.column("select people from task order by id")).containsExactly("2", "2");
    sendAll();
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.SENT);
    stage.assertToldAll("m");
  }

  /** The call was taken for lost; what it came to is known after all. */
  @Test
  void lateRefusalOfAnUnknownCallIsSplitAsWell() {
    hide(3);
    stage.accept("m", text("hi", 4));
    var task = stage.claimAll().getFirst();
    stage.steps.begin(task, 1);
    stage.start();
    assertThat(stage.states()).containsExactly(TaskState.UNKNOWN);

    stage.steps.settle(task, refused(), true);
    sendAll();

    assertThat(stage.status("m").recipients())
        .extracting(RecipientStatus::state)
        .containsExactly(
            DeliveryState.SENT, DeliveryState.SENT, DeliveryState.SENT, DeliveryState.FAILED);
    stage.assertToldAll("m");
  }

  private TaskInput.PeopleRefused refused() {
    return new TaskInput.PeopleRefused("user-not-visible", "50002", stage.clock.instant());
  }

  /** Halves stand in line only once the call for the whole has ended. */
  private void sendAll() {
    for (var rounds = 0; rounds < 10 && stage.states().contains(TaskState.QUEUED); rounds++) {
      stage.send();
    }
  }

  private void hide(int user) {
    hidden.add(user(user));
  }

  private static UserId user(int number) {
    return new UserId("u" + number);
  }
}

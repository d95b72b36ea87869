package io.dinggate.cloud.message;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.message.TaskInput.Began;
import io.dinggate.cloud.message.TaskInput.Cancelled;
import io.dinggate.cloud.message.TaskInput.Claimed;
import io.dinggate.cloud.message.TaskInput.Deferred;
import io.dinggate.cloud.message.TaskInput.Late;
import io.dinggate.cloud.message.TaskInput.NoAnswer;
import io.dinggate.cloud.message.TaskInput.PeopleRefused;
import io.dinggate.cloud.message.TaskInput.Refused;
import io.dinggate.cloud.message.TaskInput.Requeued;
import io.dinggate.cloud.message.TaskInput.Restored;
import io.dinggate.cloud.message.TaskInput.Sent;
import io.dinggate.cloud.message.TaskInput.WorkerLost;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryReason;
import io.dinggate.model.message.DeliveryState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every input, and what must hold whatever the tables say. */
class TaskMachineTest {

  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
  private static final Instant SOON = NOW.plusSeconds(10);
  private static final Instant GIVE_UP = NOW.plusSeconds(100);
  private static final Instant TOO_LATE = GIVE_UP.plusMillis(1);

  private static final Map<String, TaskInput> INPUTS = inputs();

  private static Map<String, TaskInput> inputs() {
    var inputs = new TreeMap<String, TaskInput>();
    inputs.put("claimed", new Claimed(SOON));
    inputs.put("began", new Began(7));
    inputs.put("sent", new Sent("9"));
    inputs.put("refused", new Refused("no", "why"));
    inputs.put("peopleRefused", new PeopleRefused("no", "why", NOW));
    inputs.put("deferred", new Deferred("later", "why", SOON));
    inputs.put("noAnswer", new NoAnswer(DeliveryReason.NO_ANSWER, "why", SOON));
    inputs.put("workerLost", new WorkerLost(NOW));
    inputs.put("restored", new Restored(NOW));
    inputs.put("cancelled", new Cancelled());
    inputs.put("requeued", new Requeued(NOW, TOO_LATE));
    inputs.put("late sent", new Late(new Sent("9")));
    inputs.put("late refused", new Late(new Refused("no", "why")));
    inputs.put("late peopleRefused", new Late(new PeopleRefused("no", "why", NOW)));
    inputs.put("late deferred", new Late(new Deferred("later", "why", SOON)));
    inputs.put("late noAnswer", new Late(new NoAnswer(DeliveryReason.NO_ANSWER, "why", SOON)));
    return inputs;
  }

  /** One line per state and input: after atMostOnce, and after atLeastOnce with one call unsure. */
  private static final String TABLE =
      """
      QUEUED  claimed            | claim                       | claim
      QUEUED  began              | stay                        | stay
      QUEUED  sent               | SENT sent                   | SENT sent
      QUEUED  refused            | stay                        | stay
      QUEUED  peopleRefused      | stay                        | stay
      QUEUED  deferred           | stay                        | stay
      QUEUED  noAnswer           | stay                        | stay
      QUEUED  workerLost         | stay                        | stay
      QUEUED  restored           | UNKNOWN unknown interrupted | queue 0 2 unknown interrupted
      QUEUED  cancelled          | FAILED failed cancelled     | UNKNOWN unknown cancelled
      QUEUED  requeued           | stay                        | stay
      QUEUED  late sent          | SENT sent                   | SENT sent
      QUEUED  late refused       | stay                        | unsure 0
      QUEUED  late peopleRefused | stay                        | unsure 0
      QUEUED  late deferred      | stay                        | unsure 0
      QUEUED  late noAnswer      | stay                        | stay
      CLAIMED claimed            | stay                        | stay
      CLAIMED began              | begin                       | begin
      CLAIMED sent               | SENT sent                   | SENT sent
      CLAIMED refused            | FAILED failed no            | UNKNOWN unknown no
      CLAIMED peopleRefused      | split 0 0 queued null       | UNKNOWN unknown no
      CLAIMED deferred           | queue 10 0 queued later     | queue 10 1 unknown later
      CLAIMED noAnswer           | UNKNOWN unknown no-answer   | queue 10 2 unknown no-answer
      CLAIMED workerLost         | queue 0 0 queued before     | queue 0 1 unknown before
      CLAIMED restored           | stay                        | stay
      CLAIMED cancelled          | FAILED failed cancelled     | UNKNOWN unknown cancelled
      CLAIMED requeued           | stay                        | stay
      CLAIMED late sent          | SENT sent                   | SENT sent
      CLAIMED late refused       | stay                        | unsure 0
      CLAIMED late peopleRefused | stay                        | unsure 0
      CLAIMED late deferred      | stay                        | unsure 0
      CLAIMED late noAnswer      | stay                        | stay
      SENDING claimed            | stay                        | stay
      SENDING began              | stay                        | stay
      SENDING sent               | SENT sent                   | SENT sent
      SENDING refused            | FAILED failed no            | UNKNOWN unknown no
      SENDING peopleRefused      | split 0 0 queued null       | UNKNOWN unknown no
      SENDING deferred           | queue 10 0 queued later     | queue 10 1 unknown later
      SENDING noAnswer           | UNKNOWN unknown no-answer   | queue 10 2 unknown no-answer
      SENDING workerLost         | UNKNOWN unknown interrupted | queue 0 2 unknown interrupted
      SENDING restored           | stay                        | stay
      SENDING cancelled          | stay                        | stay
      SENDING requeued           | stay                        | stay
      SENDING late sent          | SENT sent                   | SENT sent
      SENDING late refused       | stay                        | unsure 0
      SENDING late peopleRefused | stay                        | unsure 0
      SENDING late deferred      | stay                        | unsure 0
      SENDING late noAnswer      | stay                        | stay
      SENT    claimed            | stay                        | stay
      SENT    began              | stay                        | stay
      SENT    sent               | stay                        | stay
      SENT    refused            | stay                        | stay
      SENT    peopleRefused      | stay                        | stay
      SENT    deferred           | stay                        | stay
      SENT    noAnswer           | stay                        | stay
      SENT    workerLost         | stay                        | stay
      SENT    restored           | stay                        | stay
      SENT    cancelled          | stay                        | stay
      SENT    requeued           | stay                        | stay
      SENT    late sent          | stay                        | stay
      SENT    late refused       | stay                        | stay
      SENT    late peopleRefused | stay                        | stay
      SENT    late deferred      | stay                        | stay
      SENT    late noAnswer      | stay                        | stay
      FAILED  claimed            | stay                        | stay
      FAILED  began              | stay                        | stay
      FAILED  sent               | stay                        | stay
      FAILED  refused            | stay                        | stay
      FAILED  peopleRefused      | stay                        | stay
      FAILED  deferred           | stay                        | stay
      FAILED  noAnswer           | stay                        | stay
      FAILED  workerLost         | stay                        | stay
      FAILED  restored           | stay                        | stay
      FAILED  cancelled          | stay                        | stay
      FAILED  requeued           | stay                        | stay
      FAILED  late sent          | stay                        | stay
      FAILED  late refused       | stay                        | stay
      FAILED  late peopleRefused | stay                        | stay
      FAILED  late deferred      | stay                        | stay
      FAILED  late noAnswer      | stay                        | stay
      UNKNOWN claimed            | stay                        | stay
      UNKNOWN began              | stay                        | stay
      UNKNOWN sent               | SENT sent                   | SENT sent
      UNKNOWN refused            | FAILED failed no            | FAILED failed no
      UNKNOWN peopleRefused      | split 0 0 queued null       | split 0 0 queued null
      UNKNOWN deferred           | queue 10 0 queued later     | queue 10 0 queued later
      UNKNOWN noAnswer           | stay                        | stay
      UNKNOWN workerLost         | stay                        | stay
      UNKNOWN restored           | stay                        | stay
      UNKNOWN cancelled          | stay                        | stay
      UNKNOWN requeued           | stay                        | stay
      UNKNOWN late sent          | SENT sent                   | SENT sent
      UNKNOWN late refused       | FAILED failed no            | FAILED failed no
      UNKNOWN late peopleRefused | split 0 0 queued null       | split 0 0 queued null
      UNKNOWN late deferred      | queue 10 0 queued later     | queue 10 0 queued later
      UNKNOWN late noAnswer      | stay                        | stay
      """;

  private record Line(TaskState state, String input, String once, String again) {}

  private static Stream<Line> lines() {
    return TABLE
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            parts ->
                new Line(
                    TaskState.valueOf(parts[0].substring(0, 8).strip()),
                    parts[0].substring(8).strip(),
                    parts[1].strip(),
                    parts[2].strip()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void decisionIsAsTheTableSays(Line line) {
    var input = INPUTS.get(line.input());

    assertThat(text(TaskMachine.decide(task(line.state(), false, 0), input)))
        .isEqualTo(line.once());
    assertThat(text(TaskMachine.decide(task(line.state(), true, 1), input)))
        .isEqualTo(line.again());
  }

  @Test
  void tableHasEveryStateWithEveryInput() {
    assertThat(lines().map(line -> line.state() + " " + line.input()))
        .doesNotHaveDuplicates()
        .hasSize(TaskState.values().length * INPUTS.size());
    assertThat(INPUTS.values().stream().map(input -> (Class<?>) input.getClass()).collect(toSet()))
        .isEqualTo(inputTypes(TaskInput.class).collect(toSet()));
  }

  private static Stream<Class<?>> inputTypes(Class<?> type) {
    return type.isInterface()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(TaskMachineTest::inputTypes)
        : Stream.of(type);
  }

  @Test
  void whatDingTalkTookIsNeverForgottenAndFailedIsCertain() {
    for (var state : TaskState.values()) {
      for (var unsure = 0; unsure < 3; unsure++) {
        for (var input : INPUTS.values()) {
          var task = task(state, true, unsure);
          var decision = TaskMachine.decide(task, input);
          if (state == TaskState.SENT) {
            assertThat(decision).isEqualTo(new Decision.Stay());
          }
          if (decision instanceof Decision.End end && end.state() == TaskState.FAILED) {
            assertThat(unsure <= 1).as("%s %s", state, input).isTrue();
            assertThat(unsure == 0 || state == TaskState.UNKNOWN).isTrue();
          }
          if (decision instanceof Decision.End end && end.state() == TaskState.UNKNOWN) {
            assertThat(end.unsure()).isPositive();
          }
        }
      }
    }
  }

  @Test
  void oneCallOfSeveralUnknownOnesThatWasRefusedLeavesTheOthers() {
    var decision =
        TaskMachine.decide(task(TaskState.UNKNOWN, true, 2), new Late(new Refused("no", null)));

    assertThat(decision).isEqualTo(new Decision.Surer(1));
  }

  @Test
  void requeueIsForWhatWasGivenUpOnly() {
    var givenUp = task(TaskState.FAILED, false, 0, "gave-up", null);
    var requeued = new Requeued(NOW, TOO_LATE);

    assertThat(TaskMachine.decide(givenUp, requeued))
        .isEqualTo(new Decision.Queue(NOW, TOO_LATE, 0, DeliveryState.QUEUED, null, null, true));
    assertThat(TaskMachine.decide(task(TaskState.FAILED, false, 0), requeued))
        .isEqualTo(new Decision.Stay());
    assertThat(TaskMachine.decide(givenUp, new Cancelled())).isEqualTo(new Decision.Stay());
  }

  @Test
  void onePersonIsRefusedAndOnlySeveralAreSplit() {
    var one = task(TaskState.SENDING, false, false, 1, 0, null, null);

    assertThat(text(TaskMachine.decide(one, new PeopleRefused("no", "why", NOW))))
        .isEqualTo("FAILED failed no");
    assertThat(
            text(
                TaskMachine.decide(
                    cancelled(TaskState.SENDING, false, 0), new PeopleRefused("no", "why", NOW))))
        .isEqualTo("FAILED failed cancelled");
  }

  @Test
  void refusalForNowThatLastsTooLongIsGivenUp() {
    var task = task(TaskState.SENDING, false, 0);

    assertThat(text(TaskMachine.decide(task, new Deferred("later", "why", GIVE_UP))))
        .isEqualTo("queue 100 0 queued later");
    assertThat(TaskMachine.decide(task, new Deferred("later", "why", TOO_LATE)))
        .isEqualTo(
            new Decision.End(TaskState.FAILED, 0, DeliveryState.FAILED, "gave-up", "why", null));
    assertThat(
            text(
                TaskMachine.decide(
                    task(TaskState.SENDING, true, 1), new Deferred("later", "why", TOO_LATE))))
        .isEqualTo("UNKNOWN unknown gave-up");
  }

  @Test
  void refusalForNowThatOutlastsTheWindowIsExpired() {
    var task = task(TaskState.SENDING, false, 0, "before", SOON);

    assertThat(text(TaskMachine.decide(task, new Deferred("later", null, SOON))))
        .isEqualTo("queue 10 0 queued later");
    assertThat(text(TaskMachine.decide(task, new Deferred("later", null, SOON.plusMillis(1)))))
        .isEqualTo("FAILED failed expired");
  }

  @Test
  void noAnswerIsNotRepeatedAfterTheEnd() {
    var until = task(TaskState.SENDING, true, 0);
    var window = task(TaskState.SENDING, true, 0, null, SOON);

    assertThat(text(TaskMachine.decide(until, noAnswer(GIVE_UP))))
        .isEqualTo("queue 100 1 unknown no-answer");
    assertThat(TaskMachine.decide(until, noAnswer(TOO_LATE)))
        .isEqualTo(
            new Decision.End(
                TaskState.UNKNOWN, 1, DeliveryState.UNKNOWN, "no-answer", "why", null));
    assertThat(text(TaskMachine.decide(window, noAnswer(SOON.plusMillis(1)))))
        .isEqualTo("UNKNOWN unknown no-answer");
  }

  /** The cancel came while its call was under way, and had to wait for what that comes to. */
  @Test
  void whatWasCancelledIsNotBegunAgain() {
    var once = cancelled(TaskState.SENDING, false, 0);
    var again = cancelled(TaskState.SENDING, true, 0);

    assertThat(text(TaskMachine.decide(once, new Deferred("later", "why", SOON))))
        .isEqualTo("FAILED failed cancelled");
    assertThat(text(TaskMachine.decide(again, noAnswer(SOON))))
        .isEqualTo("UNKNOWN unknown no-answer");
    assertThat(text(TaskMachine.decide(again, new WorkerLost(NOW))))
        .isEqualTo("UNKNOWN unknown interrupted");
    assertThat(text(TaskMachine.decide(again, new Sent("9")))).isEqualTo("SENT sent");
    assertThat(text(TaskMachine.decide(cancelled(TaskState.CLAIMED, true, 0), new WorkerLost(NOW))))
        .isEqualTo("FAILED failed cancelled");
    assertThat(
            text(
                TaskMachine.decide(
                    cancelled(TaskState.UNKNOWN, true, 1),
                    new Late(new Deferred("later", "why", SOON)))))
        .isEqualTo("FAILED failed cancelled");
    assertThat(
            TaskMachine.decide(cancelled(TaskState.FAILED, false, 0), new Requeued(NOW, TOO_LATE)))
        .isEqualTo(new Decision.Stay());
  }

  /** Whether a message can be taken back wholly depends on it. */
  @Test
  void callsWithoutAnAnswerAreCountedToTheEnd() {
    assertThat(unsureAfter(TaskState.SENDING, 1, new Sent("9"))).isEqualTo(1);
    assertThat(unsureAfter(TaskState.QUEUED, 1, new Late(new Sent("9")))).isZero();
    assertThat(unsureAfter(TaskState.CLAIMED, 2, new Late(new Sent("9")))).isEqualTo(1);
    assertThat(unsureAfter(TaskState.SENDING, 1, new Late(new Sent("9")))).isEqualTo(1);
    assertThat(unsureAfter(TaskState.UNKNOWN, 1, new Late(new Sent("9")))).isZero();
    assertThat(unsureAfter(TaskState.UNKNOWN, 1, new Sent("9"))).isZero();
  }

  private static int unsureAfter(TaskState state, int unsure, TaskInput input) {
    return ((Decision.End) TaskMachine.decide(task(state, true, unsure), input)).unsure();
  }

  @Test
  void decisionsCarryWhatTheyAreMadeOf() {
    var queued = task(TaskState.QUEUED, false, 0);
    var claimed = task(TaskState.CLAIMED, false, 0);

    assertThat(TaskMachine.decide(queued, new Claimed(SOON))).isEqualTo(new Decision.Claim(SOON));
    assertThat(TaskMachine.decide(claimed, new Began(7))).isEqualTo(new Decision.Begin(7));
    assertThat(TaskMachine.decide(claimed, new Sent("9")))
        .isEqualTo(new Decision.End(TaskState.SENT, 0, DeliveryState.SENT, null, null, "9"));
    assertThat(TaskMachine.decide(claimed, new WorkerLost(NOW)))
        .isEqualTo(
            new Decision.Queue(NOW, GIVE_UP, 0, DeliveryState.QUEUED, "before", "that", false));
  }

  @Test
  void withoutReceiptsTheRecipientsAreAccepted() {
    var task =
        new Task(
            "t",
            "m",
            LANE,
            TaskState.SENDING,
            false,
            false,
            false,
            false,
            2,
            1,
            0,
            0,
            null,
            GIVE_UP,
            null,
            null,
            0);

    assertThat(text(TaskMachine.decide(task, new Sent("9")))).isEqualTo("SENT accepted");
  }

  private static NoAnswer noAnswer(Instant retryAt) {
    return new NoAnswer(DeliveryReason.NO_ANSWER, "why", retryAt);
  }

  private static final LaneKey LANE = new LaneKey(Sites.HR, Sites.EAST, new SiteId("east"));

  private static Task task(TaskState state, boolean atLeastOnce, int unsure) {
    return task(state, atLeastOnce, unsure, "before", null);
  }

  private static Task task(
      TaskState state, boolean atLeastOnce, int unsure, String reason, Instant notAfter) {
    return task(state, atLeastOnce, false, 2, unsure, reason, notAfter);
  }

  private static Task cancelled(TaskState state, boolean atLeastOnce, int unsure) {
    return task(state, atLeastOnce, true, 2, unsure, "gave-up", null);
  }

  private static Task task(
      TaskState state,
      boolean atLeastOnce,
      boolean cancelled,
      int people,
      int unsure,
      String reason,
      Instant notAfter) {
    return new Task(
        "t",
        "m",
        LANE,
        state,
        atLeastOnce,
        true,
        cancelled,
        false,
        people,
        1,
        unsure,
        0,
        notAfter,
        GIVE_UP,
        reason,
        "that",
        0);
  }

  private static String text(Decision decision) {
    return switch (decision) {
      case Decision.Stay _ -> "stay";
      case Decision.Claim _ -> "claim";
      case Decision.Begin _ -> "begin";
      case Decision.Surer(var unsure) -> "unsure " + unsure;
      case Decision.Split(var halves) -> text(halves).replaceFirst("queue", "split");
      case Decision.Queue queue ->
          "queue "
              + (queue.dueAt().getEpochSecond() - NOW.getEpochSecond())
              + " "
              + queue.unsure()
              + " "
              + queue.recipients().wire()
              + " "
              + queue.reason();
      case Decision.End end ->
          end.state()
              + " "
              + end.recipients().wire()
              + (end.reason() == null ? "" : " " + end.reason());
    };
  }

  @Test
  void recipientsOnlyMoveForwardWhateverHappens() {
    for (var line : lines().toList()) {
      var from = recipientsIn(line.state());
      var decision = TaskMachine.decide(task(line.state(), false, 0), INPUTS.get(line.input()));
      if (decision instanceof Decision.End end) {
        assertThat(from.mayBecome(end.recipients()) || from == end.recipients())
            .as("%s", line)
            .isTrue();
      }
    }
  }

  private static DeliveryState recipientsIn(TaskState state) {
    return switch (state) {
      case QUEUED, CLAIMED, SENDING -> DeliveryState.QUEUED;
      case SENT -> DeliveryState.SENT;
      case FAILED -> DeliveryState.FAILED;
      case UNKNOWN -> DeliveryState.UNKNOWN;
    };
  }
}

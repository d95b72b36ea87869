package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.TaskState.CLAIMED;
import static io.dinggate.cloud.message.TaskState.FAILED;
import static io.dinggate.cloud.message.TaskState.QUEUED;
import static io.dinggate.cloud.message.TaskState.SENDING;
import static io.dinggate.cloud.message.TaskState.SENT;
import static io.dinggate.cloud.message.TaskState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.StorageException;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.NoDingTalk;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps between the intake and the end of a task, with a DingTalk that does as told. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class TaskStepsTest {

  private static final CorpId EAST = new CorpId("dingeast00000001");

  @Inject Writes writes;
  @Inject Reads reads;
  @Inject MessageBodies bodies;
  @Inject TaskTable tasks;
  @Inject LostTasks lostTasks;
  @Inject MessageConfig config;
  @Inject MovableClock clock;
  @Inject Registry registry;

  private final AtomicReference<Optional<RuntimeException>> broken =
      new AtomicReference<>(Optional.empty());
  private Writes breakable;
  private TaskOutcomes outcomes;
  private Optional<RuntimeException> secondFetchFailure = Optional.empty();
  private final MessageId id = new MessageId(Ids.uuidV7().toString());
  private final List<TaskState> seenWhileSending = new ArrayList<>();
  private Supplier<Long> sending = () -> 4711L;
  private int fetches;
  private Optional<RuntimeException> fetchFailure = Optional.empty();
  private boolean rejectFirstToken;

  @BeforeEach
  void begin() {
    breakable = new BreakableWrites(writes, broken::get);
    outcomes = new TaskOutcomes(new TaskTable(breakable, clock));
  }

  @AfterEach
  void end() {
    clock.reset();
  }

  @Test
  void sendingIsDurableBeforeTheCall() {
    assertThat(send(1).state()).isEqualTo(DeliveryState.SENT);
    assertThat(seenWhileSending).containsExactly(SENDING);
    assertThat(states()).containsExactly(SENT);
  }

  @Test
  void requestThatCertainlyDidNotLeaveHasFailed() {
    sending = failing(new DingTalkFailure.NoAnswer(false));

    assertThat(reasons(send(1))).containsExactly("dingtalk-unavailable");
    assertThat(states()).containsExactly(FAILED);
  }

  @Test
  void callWithoutAnAnswerIsUnknown() {
    sending = failing(new DingTalkFailure.NoAnswer(true));

    assertThat(reasons(send(1))).containsExactly("no-answer");
    assertThat(states()).containsExactly(UNKNOWN);
  }

  @Test
  void answerThatCannotBeReadIsUnknown() {
    sending = failing(new DingTalkFailure.Unavailable("500"));

    assertThat(send(1).state()).isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void tokenThatCannotBeFetchedFailsBeforeTheCall() {
    fetchFailure = Optional.of(new DingTalkException("fetch", new DingTalkFailure.NoAnswer(true)));

    assertThat(reasons(send(1))).containsExactly("dingtalk-unavailable");
    assertThat(seenWhileSending).isEmpty();
    assertThat(states()).containsExactly(FAILED);
  }

  @Test
  void corpWithoutAuthorisationFailsItsTaskAlone() {
    fetchFailure = Optional.of(new ApiException(ErrorCode.CORP_NOT_AUTHORIZED));

    assertThat(reasons(send(1))).containsExactly("corp-not-authorized");
  }

  @Test
  void rejectedTokenIsNoSend() {
    rejectFirstToken = true;

    assertThat(send(1).state()).isEqualTo(DeliveryState.SENT);
    assertThat(seenWhileSending).containsExactly(SENDING, SENDING);
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void rejectedTokenAndNoOtherOneIsAFailureAndNotUnknown() {
    rejectFirstToken = true;
    sending = failing(new DingTalkFailure.TokenRejected("40014"));

    assertThat(send(1).state()).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void whatHasNotBegunWhenTheTimeIsOverIsNotSent() {
    sending =
        () -> {
          clock.advance(config.deadline());
          return 4711L;
        };
    var status = send(250);

    assertThat(status.state()).isEqualTo(DeliveryState.SENT);
    assertThat(states()).containsExactlyInAnyOrder(SENT, FAILED, FAILED);
    assertThat(status.recipients().get(249).reason()).isEqualTo("not-sent");
    assertThat(seenWhileSending).hasSize(1);
  }

  @Test
  void unexpectedFaultDuringACallLeavesTheOtherTasksAlone() {
    var calls = new AtomicInteger();
    sending =
        () -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("nobody expected this");
          }
          return 4711L;
        };

    send(150);

    assertThat(states()).containsExactlyInAnyOrder(UNKNOWN, SENT);
  }

  @Test
  void crashLeavesNothingOpen() {
    var planned = store(3);
    tasks.claim(planned.get(1).id());
    tasks.claim(planned.get(2).id());
    tasks.sending(planned.get(2).id());
    assertThat(states()).containsExactlyInAnyOrder(QUEUED, CLAIMED, SENDING);
    assertThat(intake().status(site(), id).state()).isEqualTo(DeliveryState.QUEUED);

    lostTasks.atStart(null);

    assertThat(states()).containsExactlyInAnyOrder(FAILED, FAILED, UNKNOWN);
    var status = intake().status(site(), id);
    assertThat(status.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(reasons(status)).containsOnly("interrupted");
  }

  @Test
  void taskThatLostItsWorkerIsSettledAfterItsLease() {
    var planned = store(1);
    lostTasks.afterTheirLease();
    assertThat(states()).containsExactly(QUEUED);

    clock.advance(config.lease().plus(Duration.ofMillis(1)));
    lostTasks.afterTheirLease();

    assertThat(states()).containsExactly(FAILED);
    assertThat(tasks.claim(planned.getFirst().id())).isFalse();
  }

  @Test
  void taskThatWasTakenAwayIsNotSentAnyMore() {
    var planned = store(1);
    tasks.claim(planned.getFirst().id());
    lostTasks.atStart(null);

    assertThat(tasks.sending(planned.getFirst().id())).isFalse();
  }

  @Test
  void lateOutcomeIsRecorded() {
    var task = store(1).getFirst().id();
    tasks.claim(task);
    tasks.sending(task);
    lostTasks.atStart(null);

    tasks.end(task, new TaskEnd.Sent("4711"));

    assertThat(states()).containsExactly(SENT);
    tasks.end(task, new TaskEnd.Failed("late", null));
    assertThat(states()).containsExactly(SENT);
  }

  @Test
  void outcomeThatTheDatabaseDoesNotTakeIsAnsweredAsStoredAndStoredLater() {
    sending =
        () -> {
          broken.set(Optional.of(new ApiException(ErrorCode.OVERLOADED)));
          return 4711L;
        };

    var status = send(101);

    assertThat(status.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(states()).containsExactlyInAnyOrder(SENDING, QUEUED);
    outcomes.storeUnsettled();
    assertThat(states()).containsExactlyInAnyOrder(SENDING, QUEUED);

    broken.set(Optional.empty());
    outcomes.storeUnsettled();
    assertThat(states()).containsExactlyInAnyOrder(SENT, FAILED);
    assertThat(seenWhileSending).hasSize(1);
    assertThat(reasons(intake().status(site(), id))).containsExactly(null, "overloaded");
  }

  @Test
  void databaseThatFailsBeforeTheCallFailsTheTask() {
    broken.set(Optional.of(storageFailure()));

    assertThat(send(1).state()).isEqualTo(DeliveryState.QUEUED);
    broken.set(Optional.empty());
    outcomes.storeUnsettled();

    assertThat(states()).containsExactly(FAILED);
    assertThat(seenWhileSending).isEmpty();
  }

  @Test
  void databaseThatFailsBetweenCallAndReplayIsAFailureAndNotUnknown() {
    rejectFirstToken = true;
    secondFetchFailure = Optional.of(storageFailure());

    assertThat(reasons(send(1))).containsExactly("interrupted");
    assertThat(states()).containsExactly(FAILED);
  }

  private MessageStatus send(int people) {
    return intake().send(site(), id, message(people));
  }

  private MessageIntake intake() {
    var runner =
        new TaskRunner(
            new TaskTable(breakable, clock), outcomes, authorisations(), tokens(), dingTalk());
    return new MessageIntake(writes, reads, bodies, runner, outcomes, config, clock);
  }

  /** What the database says when it fails; there is no other way to make one. */
  private RuntimeException storageFailure() {
    try {
      return writes.sql(
          connection -> {
            throw new SQLException("disk full");
          });
    } catch (StorageException e) {
      return e;
    }
  }

  /** Stores a message of so many tasks, as the intake does, and runs none. */
  private List<PlannedTask> store(int count) {
    var message = message((count - 1) * 100 + 1);
    var plan = MessagePlan.of(site(), message, 100);
    var row = Ids.uuidV7().toString();
    var now = clock.instant();
    var stored =
        new StoredMessage(row, id, bodies.hash(message), bodies.seal(row, message), now, List.of());
    writes.sql(
        connection ->
            MessageTables.insert(connection, site().id(), stored, plan, now.plus(config.lease())));
    return plan;
  }

  private CallingSite site() {
    var snapshot = registry.snapshot();
    return new CallingSite(snapshot.site(new SiteId("east")).orElseThrow(), snapshot);
  }

  private static SendMessage message(int people) {
    var recipients =
        IntStream.range(0, people).mapToObj(i -> new UserRef(EAST, new UserId("u" + i))).toList();
    return new SendMessage(recipients, new TextContent("hello"), null);
  }

  private List<TaskState> states() {
    return reads.query(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "select t.state from task t join message m on m.id = t.message"
                      + " where m.message_id = ?")) {
            select.setString(1, id.value());
            var states = new ArrayList<TaskState>();
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                states.add(TaskState.valueOf(rows.getString(1)));
              }
            }
            return states;
          }
        });
  }

  private static List<String> reasons(MessageStatus status) {
    return status.recipients().stream().map(RecipientStatus::reason).distinct().toList();
  }

  private static Supplier<Long> failing(DingTalkFailure failure) {
    return () -> {
      throw new DingTalkException("send", failure);
    };
  }

  /** Only {@code send} is called; it looks at the database first. */
  private DingTalk dingTalk() {
    return new NoDingTalk() {
      @Override
      public long send(
          String token, long agentId, List<UserId> recipients, Map<String, Object> message) {
        seenWhileSending.addAll(states().stream().filter(state -> state == SENDING).toList());
        if (rejectFirstToken && token.equals("token-1")) {
          throw new DingTalkException("send", new DingTalkFailure.TokenRejected("40014"));
        }
        return sending.get();
      }
    };
  }

  /** Replays once after a rejected token, as the real ones do. */
  private AccessTokens tokens() {
    return new AccessTokens() {
      @Override
      public <T> T call(App app, CorpId corp, Function<String, T> use) {
        try {
          return use.apply(fetch());
        } catch (DingTalkException e) {
          if (e.failure() instanceof DingTalkFailure.TokenRejected) {
            return use.apply(fetch());
          }
          throw e;
        }
      }
    };
  }

  private String fetch() {
    if (fetchFailure.isPresent()) {
      throw fetchFailure.get();
    }
    if (fetches == 1 && secondFetchFailure.isPresent()) {
      throw secondFetchFailure.get();
    }
    fetches++;
    return "token-" + fetches;
  }

  private static Authorisations authorisations() {
    return new Authorisations() {
      @Override
      public Optional<Authorisation> find(AppId app, CorpId corp) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Authorisation require(App app, CorpId corp) {
        return new Authorisation(app.id(), corp, AuthorisationState.AUTHORISED, 990001L, null);
      }
    };
  }
}

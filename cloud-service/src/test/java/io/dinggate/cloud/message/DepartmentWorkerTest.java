package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static io.dinggate.cloud.message.MessageStage.NORTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.DepartmentStatus.State;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From the departments that a message names to the people who get it. */
class DepartmentWorkerTest {

  @TempDir Path directory;
  private AfterSendStage stage;

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void everybodyInAndBelowADepartmentIsSentToOnce() {
    begin();
    stage.children.put(1L, List.of(2L, 3L));
    stage.children.put(2L, List.of(4L));
    stage.children.put(3L, List.of(4L, 1L)); // as no tree has it
    stage.members.put(1L, List.of("a"));
    stage.members.put(2L, List.of("b", "named"));
    stage.members.put(3L, List.of("b", "c"));
    stage.members.put(4L, List.of("d", "a"));
    accept(List.of("named"), 1);
    stage.departments.look();

    assertThat(users()).containsExactly("named", "a", "b", "c", "d");
    assertThat(statuses()).containsExactly(tuple(State.EXPANDED, 4, null));
    assertThat(stage.asked).doesNotHaveDuplicates();
    stage.messages.assertToldAll("m");
    assertThat(stage.messages.told.getLast().recipients())
        .allSatisfy(
            recipient -> {
              assertThat(recipient.state()).isEqualTo(DeliveryState.QUEUED);
              assertThat(recipient.department()).isEqualTo(new DepartmentRef(EAST, 1));
            })
        .hasSize(4);
    stage.messages.send();
    assertThat(stage.messages.calls.stream().flatMap(call -> call.users().stream()))
        .extracting(UserId::value)
        .containsExactlyInAnyOrder("named", "a", "b", "c", "d");
    assertThat(stage.woken).isNotEmpty();
  }

  @Test
  void departmentsCostNoneOfTheMonthsCalls() {
    begin("monthly-calls", "4");
    stage.children.put(1L, List.of(2L, 3L, 4L));
    accept(List.of(), 1);
    stage.departments.look();

    assertThat(stage.asked).hasSizeGreaterThan(4);
    assertThat(
            stage.messages.monthly.may(MonthlyCalls.Kind.RECEIPT, Sites.internal(Sites.HR), EAST))
        .isTrue();
  }

  @Test
  void whoIsInTwoDepartmentsIsSentToByOne() {
    begin();
    stage.members.put(7L, List.of("a", "b"));
    stage.members.put(8L, List.of("b", "c"));
    accept(List.of(), 7, 8);
    stage.departments.look();

    assertThat(users()).containsExactly("a", "b", "c");
    assertThat(statuses())
        .containsExactly(tuple(State.EXPANDED, 2, null), tuple(State.EXPANDED, 1, null));
    assertThat(stage.messages.status("m").recipients().getLast().department())
        .isEqualTo(new DepartmentRef(EAST, 8));
  }

  @Test
  void sitesTakeTurns() {
    begin();
    accept(List.of(), 1, 2, 3);
    stage.pass(Duration.ofSeconds(1));
    stage.messages.intake.send(
        stage.messages.caller("west"), new MessageId("m"), message(List.of(), null, 8, 9));
    stage.departments.look();

    assertThat(stage.asked.stream().filter(question -> question.startsWith("members")))
        .containsExactly("members 1", "members 8", "members 2", "members 9", "members 3");
  }

  @Test
  void urgentDepartmentIsTheFirstOfItsSite() {
    begin();
    accept(List.of(), 1);
    stage.pass(Duration.ofSeconds(1));
    var urgent = new SendOptions(null, SendOptions.Priority.URGENT, null, null, null, null);
    stage.messages.accept("urgent", message(List.of(), urgent, 2));
    stage.departments.look();

    assertThat(stage.asked.stream().filter(question -> question.startsWith("members")))
        .containsExactly("members 2", "members 1");
  }

  @Test
  void sameUserIdInAnotherCorpIsSomebodyElse() {
    begin();
    stage.members.put(7L, List.of("a"));
    stage.messages.accept(
        "m",
        new SendMessage(
            List.of(new UserRef(NORTH, new UserId("x"))),
            List.of(new DepartmentRef(NORTH, 7)),
            new TemplateContent("tpl", Map.of()),
            null,
            null));
    stage.departments.look();

    assertThat(stage.messages.status("m").recipients())
        .extracting(recipient -> recipient.user().toString())
        .containsExactly(NORTH + "/x", NORTH + "/a");
  }

  @Test
  void departmentWithoutPeopleIsExpandedAllTheSame() {
    begin();
    accept(List.of("named"), 7);
    stage.departments.look();

    assertThat(statuses()).containsExactly(tuple(State.EXPANDED, 0, null));
    assertThat(users()).containsExactly("named");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(new DingTalkFailure.NotFound("60003"), "department-not-found", "60003"),
        Arguments.of(new DingTalkFailure.OutOfScope("50004"), "department-not-visible", "50004"),
        Arguments.of(
            new DingTalkFailure.PermissionMissing("p"), "dingtalk-permission-missing", "p"),
        Arguments.of(
            new DingTalkFailure.CorpNotAuthorized("40001"), "corp-not-authorized", "40001"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void departmentThatCannotBeReadFailsWithItsReason(
      DingTalkFailure failure, String reason, String detail) {
    begin();
    stage.failures.put("members", failure);
    accept(List.of("named"), 7);
    stage.departments.look();

    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, reason));
    assertThat(stage.messages.status("m").departments().getFirst().detail()).contains(detail);
    assertThat(users()).containsExactly("named");
    stage.messages.assertToldAll("m");
    stage.messages.send();
    assertThat(stage.messages.calls).hasSize(1); // the others still get it
  }

  @Test
  void departmentsBelowThatAreGoneOrHiddenHoldNobodyBack() {
    begin();
    stage.children.put(7L, List.of(8L, 9L, 10L));
    stage.members.put(7L, List.of("a"));
    stage.members.put(10L, List.of("b"));
    stage.failures.put("members 8", new DingTalkFailure.NotFound("60003"));
    stage.failures.put("children 9", new DingTalkFailure.OutOfScope("50004"));
    accept(List.of(), 7);
    stage.departments.look();

    assertThat(users()).containsExactly("a", "b");
  }

  @Test
  void failureThatPassesIsWaitedFor() {
    begin();
    stage.members.put(7L, List.of("a"));
    stage.failures.put("children", new DingTalkFailure.NoAnswer(true));
    accept(List.of(), 7);
    stage.departments.look();
    stage.departments.look();
    assertThat(statuses()).containsExactly(tuple(State.WAITING, null, null));
    var before = stage.asked.size();
    assertThat(before).isEqualTo(2);
    stage.failures.clear();
    stage.pass(Duration.ofSeconds(10));
    stage.departments.look();

    assertThat(users()).containsExactly("a");
  }

  @Test
  void attemptsHaveAnEnd() {
    begin("departments.attempts", "3");
    stage.failures.put("members", new DingTalkFailure.Unavailable("500"));
    accept(List.of(), 7);
    for (var i = 0; i < 10; i++) {
      stage.departments.look();
      stage.pass(Duration.ofMinutes(10));
    }

    assertThat(stage.asked).hasSize(3);
    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, "dingtalk-unavailable"));
    stage.messages.assertToldAll("m");
    assertThat(stage.messages.status("m").closed()).isTrue();
  }

  @Test
  void dingTalksWishToBeLeftAloneCostsNoAttempt() {
    begin("departments.attempts", "2");
    stage.members.put(7L, List.of("a"));
    stage.failures.put("members", new DingTalkFailure.Throttled(Duration.ofHours(1)));
    accept(List.of(), 7);
    for (var i = 0; i < 5; i++) {
      stage.departments.look();
      stage.pass(Duration.ofMinutes(59));
      stage.departments.look();
      stage.pass(Duration.ofMinutes(2));
    }
    assertThat(stage.asked).hasSize(5);
    stage.failures.clear();
    stage.departments.look();

    assertThat(users()).containsExactly("a");
  }

  @Test
  void attemptThatTheProcessDidNotSurviveIsMadeAgainSoManyTimes() {
    begin("departments.attempts", "2");
    accept(List.of(), 7);
    for (var i = 0; i < 2; i++) {
      take();
      stage.departments.look();
      assertThat(stage.asked).isEmpty();
      stage.pass(Duration.ofMinutes(30));
    }
    stage.departments.look();

    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, "gave-up"));
  }

  @Test
  void whoHoldsTheDepartmentNoMoreStoresNothing() {
    begin();
    stage.members.put(7L, List.of("a"));
    accept(List.of(), 7);
    stage.duringCall =
        () -> {
          stage.duringCall = () -> {};
          stage.pass(Duration.ofMinutes(30));
          stage.departments.look(); // another worker, as this one is too slow
        };
    stage.departments.look();

    assertThat(users()).containsExactly("a");
    assertThat(stage.told()).isEqualTo(1);
  }

  @Test
  void faultOfOneDepartmentHoldsBackNoOther() {
    begin();
    stage.members.put(8L, List.of("b"));
    accept(List.of(), 7, 8);
    stage.duringCall =
        () -> {
          stage.duringCall = () -> {};
          throw new IllegalStateException("cut short");
        };
    stage.departments.look();
    assertThat(users()).containsExactly("b");
    stage.members.put(7L, List.of("a"));
    stage.pass(Duration.ofSeconds(10));
    stage.departments.look();

    assertThat(users()).containsExactly("b", "a");
  }

  @Test
  void cancelledMessageGetsNoMorePeople() {
    begin();
    stage.members.put(7L, List.of("a"));
    accept(List.of("named"), 7);
    stage.duringCall =
        () -> stage.messages.intake.cancel(stage.messages.caller("east"), new MessageId("m"));
    stage.departments.look();

    assertThat(users()).containsExactly("named");
    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, "cancelled"));
  }

  @Test
  void messageWhoseTimeIsOverGetsNoMorePeople() {
    begin();
    var end = MessageStage.NOON.plus(Duration.ofMinutes(3));
    stage.messages.accept(
        "m", message(List.of("named"), new SendOptions(null, null, null, null, end, null), 7));
    stage.pass(Duration.ofMinutes(5));
    stage.departments.look();

    assertThat(stage.asked).isEmpty();
    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, "expired"));
  }

  @Test
  void messageMayOnlyHaveSoManyPeople() {
    begin("max-people", "10000");
    stage.members.put(7L, IntStream.range(0, 10_000).mapToObj(i -> "a" + i).toList());
    stage.members.put(8L, List.of("b"));
    stage.members.put(9L, IntStream.range(0, 10_001).mapToObj(i -> "c" + i).toList());
    accept(List.of(), 7, 8, 9);
    stage.departments.look();

    assertThat(statuses())
        .containsExactly(
            tuple(State.EXPANDED, 10_000, null),
            tuple(State.FAILED, null, "too-many-people"),
            tuple(State.FAILED, null, "too-many-people"));
    assertThat(users()).hasSize(10_000);
  }

  @Test
  void siteThatIsGoneGetsNothingSent() {
    begin();
    accept(List.of(), 7);
    var registry = stage.messages.registry;
    stage.messages.registry = () -> new Snapshot(List.of(), List.of());
    stage.departments.look();
    stage.messages.registry = registry;

    assertThat(stage.asked).isEmpty();
    assertThat(statuses()).containsExactly(tuple(State.FAILED, null, "site-unknown"));
  }

  @Test
  void nothingIsCalledWhileDingTalkShutsUsOut() {
    begin();
    accept(List.of(), 7);
    stage.messages.banEnd.set(Optional.of(Instant.MAX));
    stage.departments.look();

    assertThat(stage.asked).isEmpty();
    assertThat(Sites.EAST).isEqualTo(EAST);
  }

  private void begin(String... settings) {
    stage = new AfterSendStage(directory, settings);
  }

  @Test
  void departmentThatAProcessHadInHandWhenItDiedIsTheNextOnesAtOnce() {
    begin();
    stage.members.put(7L, List.of("a"));
    accept(List.of(), 7);
    take();
    stage.messages.start();
    stage.start();
    stage.departments.look();
    assertThat(users()).as("before its start").isEmpty();
    stage.departments.takeOver();
    stage.departments.look();

    assertThat(users()).containsExactly("a");
  }

  @Test
  void restartDoesNotShortenThePauseOfADepartment() {
    begin();
    stage.failures.put("members", new DingTalkFailure.Throttled(Duration.ofHours(1)));
    accept(List.of(), 7);
    stage.departments.look();
    var asked = stage.asked.size();
    stage.messages.start();
    stage.start();
    stage.departments.takeOver();
    stage.pass(Duration.ofMinutes(59));
    stage.departments.look();

    assertThat(asked).isPositive();
    assertThat(stage.asked).hasSize(asked);
  }

  private void accept(List<String> users, long... departments) {
    stage.messages.accept("m", message(users, null, departments));
  }

  private static SendMessage message(List<String> users, SendOptions options, long... departments) {
    return new SendMessage(
        users.stream().map(user -> new UserRef(EAST, new UserId(user))).toList(),
        Arrays.stream(departments).mapToObj(id -> new DepartmentRef(EAST, id)).toList(),
        new TextContent("hello"),
        null,
        options);
  }

  private void take() {
    var now = stage.messages.clock.instant();
    var lease = now.plus(stage.config.departments().lease());
    assertThat(
            stage.messages.database.<Optional<WaitingDepartment>>sql(
                connection -> WaitingDepartments.take(connection, new SiteId("east"), now, lease)))
        .isPresent();
  }

  private List<String> users() {
    return stage.messages.status("m").recipients().stream()
        .map(recipient -> recipient.user().userId().value())
        .toList();
  }

  private List<Tuple> statuses() {
    return stage.messages.status("m").departments().stream()
        .map((DepartmentStatus status) -> tuple(status.state(), status.people(), status.reason()))
        .toList();
  }
}

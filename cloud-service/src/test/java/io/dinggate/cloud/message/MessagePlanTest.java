package io.dinggate.cloud.message;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.FOREIGN;
import static io.dinggate.cloud.site.Sites.HR;
import static io.dinggate.cloud.site.Sites.NORTH;
import static io.dinggate.cloud.site.Sites.OTHERS;
import static io.dinggate.cloud.site.Sites.SUITE;
import static io.dinggate.model.problem.ErrorCode.APP_NOT_ALLOWED;
import static io.dinggate.model.problem.ErrorCode.CONTENT_NOT_SUPPORTED;
import static io.dinggate.model.problem.ErrorCode.CORP_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.cloud.site.Sites;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MessagePlanTest {

  private static final MessageContent TEMPLATE = new TemplateContent("tpl-1", Map.of("a", "b"));
  private static final MessageContent TEXT = new TextContent("hello");

  @Test
  void everyCorpGetsItsOwnTaskByItsOwnApp() throws SQLException {
    var recipients = List.of(user(EAST, "a"), user(NORTH, "b"), user(EAST, "c"), user(NORTH, "d"));
    var message = new SendMessage(recipients, TEMPLATE, SUITE);

    assertThat(plan(message))
        .extracting(PlannedTask::corp, task -> task.app().id(), MessagePlanTest::positions)
        .containsExactly(tuple(EAST, SUITE, List.of(0, 2)), tuple(NORTH, SUITE, List.of(1, 3)));
  }

  @Test
  void tasksAreCutToTheLimitAndCarryEveryoneOnce() throws SQLException {
    var recipients = IntStream.range(0, 250).mapToObj(i -> user(EAST, "u" + i)).toList();
    var tasks = plan(new SendMessage(recipients, TEXT, null));

    assertThat(tasks).extracting(task -> task.people().size()).containsExactly(100, 100, 50);
    assertThat(tasks.stream().flatMap(task -> positions(task).stream()))
        .containsExactlyElementsOf(IntStream.range(0, 250).boxed().toList());
    assertThat(tasks.get(2).people().getFirst().user().userId()).isEqualTo(new UserId("u200"));
    assertThat(tasks).extracting(PlannedTask::id).doesNotHaveDuplicates();
  }

  @Test
  void foreignCorpIsRefusedWhoeverElseGetsIt() {
    assertRefused(CORP_NOT_ALLOWED, TEXT, null, EAST, FOREIGN);
  }

  @Test
  void suiteSendsTemplatesOnly() {
    assertRefused(CONTENT_NOT_SUPPORTED, TEXT, SUITE, EAST);
    assertRefused(CONTENT_NOT_SUPPORTED, TEXT, null, NORTH);
  }

  @Test
  void internalAppSendsNoTemplates() {
    assertRefused(CONTENT_NOT_SUPPORTED, TEMPLATE, HR, EAST);
  }

  @Test
  void namedAppMustBeAllowedInEveryCorp() {
    assertRefused(APP_NOT_ALLOWED, TEXT, HR, EAST, NORTH);
    assertRefused(APP_NOT_ALLOWED, TEXT, OTHERS, EAST);
  }

  @Test
  void appThatMayNotBeUsedInADepartmentsCorpIsRefused() {
    var message =
        new SendMessage(
            List.of(user(EAST, "a")), List.of(new DepartmentRef(NORTH, 1)), TEXT, null, null);

    assertThatThrownBy(() -> plan(message)).isInstanceOf(ApiException.class);
  }

  @Test
  void withoutReceiptsTasksMayBeLarger() throws SQLException {
    var none = new SendOptions(null, null, SendOptions.Receipts.NONE, null, null, null);
    var north = IntStream.range(0, 1500).mapToObj(i -> user(NORTH, "u" + i)).toList();
    var east = IntStream.range(0, 150).mapToObj(i -> user(EAST, "u" + i)).toList();

    assertThat(plan(new SendMessage(north, List.of(), TEMPLATE, null, none)))
        .extracting(task -> task.people().size())
        .containsExactly(1000, 500);
    assertThat(plan(new SendMessage(east, List.of(), TEXT, null, none)))
        .extracting(task -> task.people().size())
        .containsExactly(100, 50);
    assertThat(
            new MessagePlan(
                    MessageConfigs.of("people-per-task-without-receipts", "5000"), ROOM, NOW)
                .of(Sites.east(), new SendMessage(east, List.of(), TEXT, null, none)))
        .hasSize(1);
  }

  @Test
  void peopleOfADepartmentStandBehindTheOthers() throws SQLException {
    var message = new SendMessage(List.of(user(EAST, "a")), TEXT, null);
    var tasks =
        new MessagePlan(CONFIG, ROOM, NOW)
            .of(Sites.east(), message, 7, List.of(user(EAST, "b"), user(EAST, "c")));

    assertThat(tasks).hasSize(1);
    assertThat(positions(tasks.getFirst())).containsExactly(7, 8);
  }

  @Test
  void notBeforeIsTheDueTimeUnlessItIsOver() throws SQLException {
    assertThat(plan(notBefore(NOW.plusSeconds(5))))
        .extracting(PlannedTask::dueAt)
        .containsExactly(NOW.plusSeconds(5));
    assertThat(plan(notBefore(NOW.minusSeconds(5))))
        .extracting(PlannedTask::dueAt)
        .containsExactly(NOW);
  }

  private static SendMessage notBefore(Instant at) {
    return new SendMessage(
        List.of(user(EAST, "a")),
        List.of(),
        TEXT,
        null,
        new SendOptions(null, null, null, at, null, null));
  }

  @Test
  void whoHasEnoughOfADayGetsItOnTheNextThatHasRoom() throws SQLException {
    var a = user(EAST, "a");
    var b = user(EAST, "b");
    var c = user(EAST, "c");
    var today = ShanghaiTime.day(NOW);
    DailyRoom room =
        (app, day, people) -> {
          assertThat(app.id()).isEqualTo(HR);
          return day == today ? Set.of(b, c) : day == today + 1 ? Set.of(c) : Set.of();
        };
    var tasks =
        new MessagePlan(CONFIG, room, NOW)
            .of(Sites.east(), new SendMessage(List.of(a, b, c), TEXT, null));

    assertThat(tasks)
        .extracting(
            PlannedTask::dueAt, PlannedTask::held, PlannedTask::reason, MessagePlanTest::positions)
        .containsExactly(
            tuple(NOW, false, null, List.of(0)),
            tuple(Instant.parse("2026-03-02T16:00:00Z"), true, "daily-limit", List.of(1)),
            tuple(Instant.parse("2026-03-03T16:00:00Z"), true, "daily-limit", List.of(2)));
  }

  /** Whoever the recipients are, and whoever has enough of the day: each in exactly one task. */
  @Property(tries = 300)
  void nobodyIsDroppedOrRepeatedAndNoTaskIsTooLarge(
      @ForAll @IntRange(max = 1200) int east,
      @ForAll @IntRange(max = 1200) int north,
      @ForAll @IntRange(min = 1, max = 150) int peoplePerTask,
      @ForAll @IntRange(max = 3) int daysWithoutRoom,
      @ForAll long seed)
      throws SQLException {
    Assume.that(east + north > 0);
    var recipients = new ArrayList<UserRef>();
    IntStream.range(0, east).forEach(i -> recipients.add(user(EAST, "u" + i)));
    IntStream.range(0, north).forEach(i -> recipients.add(user(NORTH, "u" + i)));
    Collections.shuffle(recipients, new Random(seed));
    var message = new SendMessage(recipients, TEMPLATE, SUITE);
    var random = new Random(seed);
    DailyRoom room =
        (_, day, people) ->
            day - ShanghaiTime.day(NOW) >= daysWithoutRoom
                ? Set.of()
                : people.stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toSet());

    var tasks =
        new MessagePlan(
                MessageConfigs.of("people-per-task", Integer.toString(peoplePerTask)), room, NOW)
            .of(Sites.east(), message);

    assertThat(tasks.stream().flatMap(task -> positions(task).stream()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, recipients.size()).boxed().toList());
    for (var task : tasks) {
      assertThat(task.people()).hasSizeBetween(1, peoplePerTask);
      assertThat(task.people())
          .allMatch(person -> person.user().equals(recipients.get(person.position())))
          .allMatch(person -> person.user().corp().equals(task.corp()));
      assertThat(task.held()).isEqualTo(task.dueAt().isAfter(NOW));
    }
  }

  private static final MessageConfig CONFIG = MessageConfigs.of();
  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
  private static final DailyRoom ROOM = (_, _, _) -> Set.of();

  private static List<PlannedTask> plan(SendMessage message) throws SQLException {
    return new MessagePlan(CONFIG, ROOM, NOW).of(Sites.east(), message);
  }

  private static List<Integer> positions(PlannedTask task) {
    return task.people().stream().map(PlannedTask.Person::position).toList();
  }

  private static void assertRefused(
      ErrorCode code, MessageContent content, AppId app, CorpId... corps) {
    var recipients = Stream.of(corps).map(corp -> user(corp, "a")).toList();
    var message = new SendMessage(recipients, content, app);

    assertThatThrownBy(() -> plan(message))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static UserRef user(CorpId corp, String userId) {
    return new UserRef(corp, new UserId(userId));
  }
}

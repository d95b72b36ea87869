package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static io.dinggate.cloud.message.MessageStage.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the statements find, and that none of them looks through everything. */
class QueueTablesTest {

  @TempDir Path directory;
  private MessageStage stage;

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory, "internal-daily-per-person", "2");
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TaskTable.HEADS, TaskTable.NEXT_LANE, TaskTable.CLAIM, TaskTable.LOST})
  void statementOfTheQueueGoesByAnIndexAndSortsNothing(String sql) {
    assertThat(plan(sql))
        .isNotEmpty()
        .noneMatch(step -> step.contains("SCAN task"))
        .noneMatch(step -> step.contains("SCAN r"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void headsAreReadFromTheIndexOfTheQueue() {
    assertThat(plan(TaskTable.HEADS)).anyMatch(step -> step.contains("task_ready"));
    assertThat(plan(TaskTable.NEXT_LANE)).anyMatch(step -> step.contains("task_ready"));
    assertThat(plan(TaskTable.LOST)).anyMatch(step -> step.contains("task_leased"));
  }

  @ParameterizedTest
  @ValueSource(strings = {Recalls.HALF_DONE, "select 1" + Recalls.LATE})
  void recallsAreLookedForAmongTheMessagesThatAreTakenBack(String sql) {
    assertThat(plan(sql))
        .anyMatch(step -> step.contains("message_recalled"))
        .noneMatch(step -> step.startsWith("SCAN"));
  }

  @ParameterizedTest
  @EnumSource
  void sentTasksAreLookedForAmongThoseThatAreDue(SentTasks kind) {
    var index = kind == SentTasks.RECALLS ? "INDEX task_recall" : "INDEX task_receipt";
    assertThat(plan(kind.sitesWithDueSql()))
        .filteredOn(step -> step.contains(" t ") || step.contains("task"))
        .hasSize(3)
        .anyMatch(step -> step.contains(index + " (site>?)"))
        .anyMatch(step -> step.contains(index + " (site=? AND"))
        .allMatch(step -> step.contains("COVERING " + index));
    assertThat(plan(kind.takeSql()))
        .anyMatch(step -> step.contains(index + " (site=? AND"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void countsOfADayGoByThePerson() {
    assertThat(plan(DailyCounts.COUNT))
        .anyMatch(step -> step.contains("COVERING INDEX recipient_person"))
        .noneMatch(step -> step.contains("SCAN r") || step.contains("SCAN t"));
  }

  private List<String> plan(String sql) {
    return stage.database.query(
        connection -> {
          try (var statement = connection.prepareStatement("explain query plan " + sql);
              var rows = statement.executeQuery()) {
            var steps = new ArrayList<String>();
            while (rows.next()) {
              steps.add(rows.getString("detail"));
            }
            return steps;
          }
        });
  }

  @Test
  void lanesAreWhereSomethingIsQueued() {
    stage.accept("m", text("hi", 1));
    stage.accept("n", text("ho", 1));
    stage.accept("t", MessageStage.template(1, null));
    stage.intake.send(stage.caller("west"), new MessageId("w"), text("west", 1));
    var east = new LaneKey(Sites.HR, EAST, new SiteId("east"));

    assertThat(stage.database.query(TaskTable::lanes))
        .containsExactly(
            east,
            new LaneKey(Sites.HR, EAST, new SiteId("west")),
            new LaneKey(Sites.SUITE, Sites.NORTH, new SiteId("east")));
    stage.claimAll();
    assertThat(stage.database.query(TaskTable::lanes)).isEmpty();
  }

  @Test
  void queueIsFoundWithoutBeingToldOf() {
    stage.accept("m", text("hi", 1));
    stage.signal.changed();
    stage.start();
    stage.send();

    assertThat(stage.states()).containsExactly(TaskState.SENT);
  }

  @Test
  void messageWithoutRoomTodayGoesOutTomorrow() {
    stage.accept("one", text("one", 1));
    stage.accept("two", text("two", 1));
    var status = stage.accept("three", text("three", 2));

    assertThat(status.recipients())
        .extracting(recipient -> recipient.reason())
        .containsExactly("daily-limit", null);
    assertThat(status.version()).isEqualTo(2);
    assertThat(stage.told).hasSize(1);
    assertThat(stage.woken).contains(new SiteId("east"));
    stage.assertToldAll("three");
    stage.send();
    assertThat(stage.calls).hasSize(3);

    stage.clock.set(Instant.parse("2026-03-02T15:59:59Z"));
    stage.send();
    assertThat(stage.calls).hasSize(3);
    stage.clock.set(Instant.parse("2026-03-02T16:00:00Z"));
    stage.send();
    assertThat(stage.calls).hasSize(4);
    assertThat(stage.status("three").recipients().getFirst())
        .extracting(recipient -> recipient.state(), recipient -> recipient.reason())
        .containsExactly(DeliveryState.SENT, null);
  }

  @Test
  void messagesOfOneBatchCountForEachOther() {
    stage.accept("one", text("one", 1));
    stage.intake.sendAll(
        stage.caller("east"),
        new SendBatch(
            Stream.of("two", "three", "four", "five")
                .map(id -> new SendBatch.Item(new MessageId(id), text(id, 1)))
                .toList()));

    assertThat(stage.column("select count(*) from recipient group by day order by day"))
        .containsExactly("2", "2", "1");
    assertThat(stage.status("two").recipients().getFirst().reason()).isNull();
    assertThat(stage.status("three").recipients().getFirst().reason()).isEqualTo("daily-limit");
    stage.assertToldAll("five");
    stage.send();
    assertThat(stage.calls).hasSize(2);
  }

  @Test
  void onlyTheSameAppAndDayCountAndOnlyWhatDidNotFail() {
    var app = Sites.internal(Sites.HR);
    var user = new UserRef(EAST, new UserId("u0"));
    var today = ShanghaiTime.day(stage.clock.instant());
    stage.accept("one", text("one", 1));
    assertThat(full(app, today, user)).isEmpty();
    stage.accept("two", text("two", 1));

    assertThat(full(app, today, user)).containsExactly(user);
    assertThat(full(app, today + 1, user)).isEmpty();
    assertThat(full(Sites.internal(Sites.OTHERS), today, user)).isEmpty();
    assertThat(full(app, today, new UserRef(EAST, new UserId("u1")))).isEmpty();
    assertThat(full(Sites.suite(), today, user)).isEmpty();
    stage.intake.cancel(stage.caller("east"), new MessageId("two"));
    assertThat(full(app, today, user)).isEmpty();
  }

  private Set<UserRef> full(App app, long day, UserRef user) {
    return stage.database.query(
        connection ->
            new DailyCounts(connection, stage.bodies, stage.config).full(app, day, List.of(user)));
  }

  @Test
  void taskThatGoesOutOnAnotherDayCountsThere() {
    stage.accept("one", text("one", 1));
    stage.clock.advance(Duration.ofDays(1));
    stage.send();

    assertThat(stage.column("select day from recipient"))
        .containsExactly(Long.toString(ShanghaiTime.day(stage.clock.instant())));
  }

  @Test
  void taskCarriesItsOptions() {
    var notAfter = stage.clock.instant().plusSeconds(60);
    stage.accept(
        "m",
        text(
            "hi",
            2,
            new SendOptions(
                SendOptions.Delivery.AT_LEAST_ONCE,
                SendOptions.Priority.URGENT,
                SendOptions.Receipts.NONE,
                null,
                notAfter,
                null)));

    assertThat(
            stage.column(
                "select json_array(urgent, people, at_least_once, receipts, not_after, site, api,"
                    + " give_up_at - due_at, attempts) from task"))
        .containsExactly(
            "[1,2,1,0,%d,\"east\",\"WORK_NOTICE\",86400000,0]".formatted(notAfter.toEpochMilli()));
    assertThat(stage.column("select urgent from message")).containsExactly("1");
    assertThat(stage.claimAll().getFirst())
        .extracting(Task::atLeastOnce, Task::receipts, Task::attempts, Task::notAfter)
        .containsExactly(true, false, 1, notAfter);
  }
}

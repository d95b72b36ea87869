package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that name departments, from the intake to the people whom they bring in. */
class DepartmentsOfMessagesTest {

  private static final DepartmentRef SALES = new DepartmentRef(EAST, 7);
  private static final DepartmentRef STORES = new DepartmentRef(EAST, 8);

  @TempDir Path directory;
  private MessageStage stage;

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory);
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void usersGoOutWhileDepartmentsWait() {
    stage.accept("m", message(List.of("a"), SALES));
    stage.send();

    var status = stage.status("m");
    assertThat(stage.calls).hasSize(1);
    assertThat(status.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(departments(status)).containsExactly(tuple(SALES, "WAITING", null, null));
    assertThat(stage.column("select corp || due_at from expansion"))
        .containsExactly(EAST.value() + status.acceptedAt().toEpochMilli());
  }

  @Test
  void peopleOfADepartmentBecomeRecipients() {
    stage.accept("m", message(List.of("a"), SALES, STORES));
    stage.send();
    assertThat(expand("m", 1, "b", "c")).hasSize(1);
    assertThat(expand("m", 0, "d")).hasSize(1);

    var status = stage.status("m");
    assertThat(status.recipients())
        .extracting(r -> r.user().userId().value(), RecipientStatus::state, r -> r.department())
        .containsExactly(
            tuple("a", DeliveryState.SENT, null),
            tuple("b", DeliveryState.QUEUED, STORES),
            tuple("c", DeliveryState.QUEUED, STORES),
            tuple("d", DeliveryState.QUEUED, SALES));
    assertThat(departments(status))
        .containsExactly(tuple(SALES, "EXPANDED", 1, null), tuple(STORES, "EXPANDED", 2, null));
    stage.assertToldAll("m");
    assertThat(stage.told.getLast().departments())
        .containsExactly(
            new DepartmentStatus(SALES, DepartmentStatus.State.EXPANDED, 1, null, null));

    stage.send();
    assertThat(stage.calls).hasSize(3);
    assertThat(stage.calls.get(1).users()).containsExactly(new UserId("b"), new UserId("c"));
    stage.assertToldAll("m");
    assertThat(stage.status("m").state()).isEqualTo(DeliveryState.SENT);
  }

  @Test
  void departmentIsExpandedOnce() {
    stage.accept("m", message(List.of(), SALES));
    expand("m", 0, "b");
    var told = stage.told.size();

    assertThat(expand("m", 0, "x")).isEmpty();
    fail("m", 0);
    assertThat(stage.status("m").recipients()).hasSize(1);
    assertThat(stage.told).hasSize(told);
  }

  @Test
  void departmentWithoutPeopleClosesAMessageWithNobodyElse() {
    stage.accept("m", message(List.of(), SALES));
    assertThat(stage.status("m").closed()).isFalse();
    assertThat(expand("m", 0)).isEmpty();

    assertThat(stage.status("m").closed()).isTrue();
    assertThat(stage.told.getLast().closed()).isTrue();
  }

  @Test
  void departmentThatFailsSaysWhy() {
    stage.accept("m", message(List.of(), SALES));
    fail("m", 0);

    var status = stage.status("m");
    assertThat(departments(status))
        .containsExactly(tuple(SALES, "FAILED", null, "department-not-found"));
    assertThat(status.closed()).isTrue();
    assertThat(stage.told.getLast().departments()).isEqualTo(status.departments());
    assertThat(stage.told.getLast().version()).isEqualTo(status.version());
  }

  @Test
  void cancelledDepartmentBringsNobodyIn() {
    stage.accept("m", message(List.of("a"), SALES));
    var status = stage.intake.cancel(stage.caller("east"), new MessageId("m"));

    assertThat(departments(status)).containsExactly(tuple(SALES, "FAILED", null, "cancelled"));
    assertThat(status.closed()).isTrue();
    assertThat(stage.told.getLast().closed()).isTrue();
    assertThat(stage.told.getLast().departments()).isEqualTo(status.departments());
    assertThat(expand("m", 0, "b")).isEmpty();
    stage.assertToldAll("m");
  }

  @Test
  void cancelReachesThoseWhomADepartmentBroughtIn() {
    stage.accept("m", message(List.of(), SALES));
    var before = stage.open("m");
    expand("m", 0, "b");
    stage.steps.cancel(before);

    assertThat(stage.status("m").recipients())
        .extracting(RecipientStatus::state)
        .containsExactly(DeliveryState.FAILED);
    assertThat(stage.told.getLast().recipients()).hasSize(1);
  }

  @Test
  void peopleStandSealedInTheDatabase() {
    stage.accept("m", message(List.of(), SALES));
    expand("m", 0, "zhangsan");

    assertThat(stage.column("select users from expansion"))
        .hasSize(1)
        .noneMatch(users -> users.contains("zhangsan"));
    assertThat(stage.column("select person from recipient"))
        .containsExactly(stage.bodies.person(new UserRef(EAST, new UserId("zhangsan"))));
  }

  private Set<LaneKey> expand(String id, int department, String... users) {
    var lanes =
        stage.database.sql(
            connection ->
                stage.expansions.expanded(
                    connection,
                    stage.caller("east"),
                    stage.book.read(connection, stage.open(id).id()).orElseThrow(),
                    department,
                    List.of(users).stream().map(UserId::new).toList()));
    stage.signal.wake(lanes);
    return lanes;
  }

  private void fail(String id, int department) {
    stage.database.sql(
        connection -> {
          stage.expansions.failed(
              connection, stage.open(id), department, "department-not-found", null);
          return true;
        });
  }

  private static List<Tuple> departments(MessageStatus status) {
    return status.departments().stream()
        .map(d -> tuple(d.department(), d.state().name(), d.people(), d.reason()))
        .toList();
  }

  private static SendMessage message(List<String> users, DepartmentRef... departments) {
    return new SendMessage(
        users.stream().map(user -> new UserRef(EAST, new UserId(user))).toList(),
        List.of(departments),
        new TextContent("hi"),
        null,
        null);
  }
}

package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.CORP;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.MessageStage.Announced;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.RecipientStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the cloud says of messages, in whatever order it comes. */
class CloudNewsTest {

  private static final DepartmentRef DEPARTMENT = new DepartmentRef(CORP, 7);
  private static final List<DeliveryState> STATES =
      List.of(
          DeliveryState.QUEUED,
          DeliveryState.SENT,
          DeliveryState.ACCEPTED,
          DeliveryState.DELIVERED,
          DeliveryState.READ,
          DeliveryState.RECALLED,
          DeliveryState.DROPPED,
          DeliveryState.FAILED,
          DeliveryState.UNKNOWN);
  private static final StaffRef STAFF = new StaffRef(new TenantId("t"), new StaffId("7"));

  private final MessageStage stage = new MessageStage();

  @Test
  void recipientStandsAsTheCloudSays() {
    var id = stage.stored(to(ANNA), to(BEN));
    stage.clock.advance(Duration.ofSeconds(3));

    stage.tell(
        id,
        2,
        false,
        new RecipientStatus(ANNA, DeliveryState.FAILED, "user-not-found", "33012", null),
        new RecipientStatus(BEN, DeliveryState.SENT, null, null, "256271667526"));

    assertThat(stage.book.deliveries(id))
        .satisfiesExactly(
            anna -> {
              assertThat(anna.state()).isEqualTo(DeliveryState.FAILED);
              assertThat(anna.reason()).isEqualTo("user-not-found");
              assertThat(anna.detail()).isEqualTo("33012");
              assertThat(anna.version()).isEqualTo(2);
            },
            ben -> {
              assertThat(ben.state()).isEqualTo(DeliveryState.SENT);
              assertThat(ben.taskId()).isEqualTo("256271667526");
            });
    var message = stage.message(id);
    assertThat(message.counts().wire()).isEqualTo(Map.of("failed", 1, "sent", 1));
    assertThat(message.changedAt()).isEqualTo(stage.clock.instant());
    assertThat(message.version()).isEqualTo(2);
    assertThat(message.revision()).isOne();
    assertThat(stage.happened(id))
        .containsExactly("accepted", "changed sent 1", "changed failed 1");
  }

  @Test
  void whatIsNotNewerSaysNothing() {
    var id = stage.stored(to(ANNA));
    stage.tell(id, 3, false, status(ANNA, DeliveryState.READ));

    stage.tell(id, 3, true, status(ANNA, DeliveryState.SENT));
    stage.tell(id, 2, true, status(ANNA, DeliveryState.FAILED));

    assertThat(stage.recipients(id)).containsExactly("read");
    assertThat(stage.message(id).closed()).isFalse();
    assertThat(stage.message(id).revision()).isOne();
    assertThat(stage.announced).hasSize(1);
  }

  @Test
  void olderNewsOfAnotherRecipientCount() {
    var id = stage.stored(to(ANNA), to(BEN));
    stage.tell(id, 5, true, status(ANNA, DeliveryState.READ));

    stage.tell(id, 4, false, status(BEN, DeliveryState.SENT));

    assertThat(stage.recipients(id)).containsExactly("read", "sent");
    assertThat(stage.message(id).version()).isEqualTo(5);
    assertThat(stage.message(id).closed()).isTrue();
  }

  @Test
  void newsWithoutARecipientMayCloseTheMessage() {
    var id = stage.stored(to(ANNA));

    stage.tell(id, 2, true);

    assertThat(stage.message(id).closed()).isTrue();
    assertThat(stage.happened(id)).containsExactly("accepted", "closed");
    stage.tell(id, 3, true);
    assertThat(stage.happened(id)).containsExactly("accepted", "closed");
  }

  @Test
  void inWhateverOrderNewsComeTheEndIsTheSame() {
    var seed = new Random().nextLong();
    System.out.println("seed of the order of news: " + seed);
    var random = new Random(seed);
    var users = List.of(ANNA, BEN, MessageStage.user("cem"));
    for (var round = 0; round < 5; round++) {
      var told = new ArrayList<RecipientStatus>();
      for (var version = 1; version <= 12; version++) {
        var state = STATES.get(random.nextInt(STATES.size()));
        told.add(
            new RecipientStatus(users.get(random.nextInt(3)), state, "r" + version, null, null));
      }
      var inOrder = stage.stored(to(ANNA), to(BEN), to(users.get(2)));
      var shuffled = stage.stored(to(ANNA), to(BEN), to(users.get(2)));
      var order = new ArrayList<Integer>();
      for (var index = 0; index < 12; index++) {
        stage.tell(inOrder, index + 1, index == 11, told.get(index));
        order.add(index);
        if (random.nextBoolean()) {
          order.add(index); // comes twice
        }
      }
      Collections.shuffle(order, random);

      order.forEach(index -> stage.tell(shuffled, index + 1, index == 11, told.get(index)));

      assertThat(stage.recipients(shuffled)).isEqualTo(stage.recipients(inOrder));
      assertThat(stage.message(shuffled).counts()).isEqualTo(stage.message(inOrder).counts());
      assertThat(stage.message(shuffled).closed()).isTrue();
      assertThat(Counts.of(stage.book.deliveries(shuffled)))
          .isEqualTo(stage.message(shuffled).counts());
    }
  }

  @Test
  void rowsOfOneUserFollowTogether() {
    stage.bindings.put(STAFF, ANNA);
    var id = stage.stored(to(STAFF), to(ANNA));

    stage.tell(id, 2, false, status(ANNA, DeliveryState.SENT));

    assertThat(stage.recipients(id)).containsExactly("sent", "sent");
    assertThat(stage.message(id).counts().total()).isEqualTo(2);
  }

  @Test
  void leaverWhomADepartmentStillHasIsARecipientByItAlone() {
    stage.gone.add(ANNA);
    var id = stage.stored(to(ANNA), to(DEPARTMENT));

    for (var version = 2; version < 4; version++) {
      stage.tell(
          id,
          version,
          List.of(new RecipientStatus(ANNA, DeliveryState.SENT, null, null, "1", DEPARTMENT)),
          new DepartmentStatus(DEPARTMENT, DepartmentStatus.State.EXPANDED, 1, null, null));
    }

    assertThat(stage.recipients(id)).containsExactly("failed(recipient-left)", "accepted", "sent");
    assertThat(stage.outgoing.requests(List.of(id)).get(id).recipients()).isEmpty();
  }

  @Test
  void peopleOfADepartmentTakeItsPlace() {
    var id = stage.stored(to(DEPARTMENT), to(BEN));
    assertThat(stage.message(id).counts().wire()).isEqualTo(Map.of("queued", 2));

    stage.tell(
        id,
        2,
        List.of(new RecipientStatus(ANNA, DeliveryState.QUEUED, null, null, null, DEPARTMENT)),
        new DepartmentStatus(DEPARTMENT, DepartmentStatus.State.EXPANDED, 1, null, null));

    assertThat(stage.book.deliveries(id))
        .satisfiesExactly(
            department -> {
              assertThat(department.isDepartment()).isTrue();
              assertThat(department.state()).isEqualTo(DeliveryState.ACCEPTED);
              assertThat(department.people()).isOne();
            },
            ben -> assertThat(ben.user()).isEqualTo(BEN),
            anna -> {
              assertThat(anna.user()).isEqualTo(ANNA);
              assertThat(anna.position()).isEqualTo(2);
              assertThat(anna.department()).isEqualTo(DEPARTMENT);
              assertThat(anna.isDepartment()).isFalse();
            });
    assertThat(stage.message(id).counts().wire()).isEqualTo(Map.of("queued", 2));
    assertThat(stage.happened(id)).containsExactly("accepted", "changed queued 1");
    assertThat(stage.outgoing.requests(List.of(id)).get(id))
        .satisfies(
            request -> {
              assertThat(request.recipients()).containsExactly(BEN);
              assertThat(request.departments()).containsExactly(DEPARTMENT);
            });
    stage.tell(id, 3, false, status(ANNA, DeliveryState.READ), status(ANNA, DeliveryState.READ));
    assertThat(stage.recipients(id)).containsExactly("accepted", "queued", "read");
  }

  @Test
  void departmentThatFailsOrWaitsSaysSo() {
    var other = new DepartmentRef(CORP, 8);
    var newer = new DepartmentRef(CORP, 9);
    var id = stage.stored(to(DEPARTMENT), to(other), to(newer));

    stage.tell(
        id,
        2,
        List.of(),
        new DepartmentStatus(
            DEPARTMENT, DepartmentStatus.State.FAILED, null, "department-not-found", "60003"),
        new DepartmentStatus(other, DepartmentStatus.State.WAITING, null, null, null),
        new DepartmentStatus(newer, DepartmentStatus.State.UNRECOGNIZED, null, null, null));

    assertThat(stage.recipients(id))
        .containsExactly("failed(department-not-found)", "queued", "unknown");
    stage.tell(
        id,
        2,
        List.of(),
        new DepartmentStatus(other, DepartmentStatus.State.FAILED, null, "x", null));
    assertThat(stage.recipients(id).get(1)).isEqualTo("queued");
  }

  @Test
  void stateOfANewerVersionIsUnknownHere() {
    var id = stage.stored(to(ANNA));

    stage.tell(id, 2, false, status(ANNA, DeliveryState.UNRECOGNIZED));

    assertThat(stage.recipients(id)).containsExactly("unknown");
  }

  @Test
  void whoeverWaitsForAClientsMessageIsTold() {
    var id = stage.stored(to(ANNA));
    var message = stage.message(id);

    stage.tell(id, 2, false, status(ANNA, DeliveryState.SENT));

    assertThat(stage.announced)
        .containsExactly(
            new Announced(
                "client:books",
                id + "-1",
                "message.changed",
                "{\"changedAt\":\"2026-11-27T08:00:00Z\",\"closed\":false,\"counts\":{\"sent\":1},"
                    + "\"id\":\""
                    + message.key().id()
                    + "\",\"state\":\"sent\",\"total\":1}"));
  }

  @Test
  void historyIsBoundedAndLosesNoRecipient() {
    var id = stage.stored(to(ANNA));
    for (var version = 2; version <= 300; version++) {
      stage.tell(
          id,
          version,
          false,
          status(ANNA, version % 2 == 0 ? DeliveryState.SENT : DeliveryState.QUEUED));
    }

    var lines = stage.history.of(stage.message(id));
    assertThat(lines).hasSize(1 + MessageHistory.MAX_CHANGES);
    assertThat(lines.stream().filter(line -> line.count() != null).mapToInt(Happening::count).sum())
        .isEqualTo(299);
    stage.tell(id, 301, true, status(ANNA, DeliveryState.READ));
    assertThat(stage.happened(id)).endsWith("changed read 1", "closed");
  }

  @Test
  void entryOfTheFeedIsAppliedAndOneOfSomebodyElsesMessageIsNot() {
    var changes = new MessageChanges(stage.news);
    var id = stage.stored(to(ANNA));

    assertThat(changes.kind()).isEqualTo(MessageChanged.class);
    apply(changes, id.toString());
    apply(changes, UUID.randomUUID().toString());
    apply(changes, "not-of-this-site");

    assertThat(stage.recipients(id)).containsExactly("sent");
    assertThat(stage.message(id).closed()).isTrue();
  }

  private void apply(MessageChanges changes, String id) {
    var item =
        new MessageChanged(
            new MessageId(id), 2, true, List.of(status(ANNA, DeliveryState.SENT)), List.of());
    stage.database.run(() -> changes.apply(new FeedEntry(1, stage.clock.instant(), item), item));
  }

  private static RecipientStatus status(UserRef user, DeliveryState state) {
    return new RecipientStatus(user, state, null, null, null);
  }
}

package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.CORP;
import static io.dinggate.local.message.MessageStage.to;
import static io.dinggate.local.message.MessageStage.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.RecipientView.Explanation;
import io.dinggate.local.platform.Caller;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How messages are shown and listed. */
class MessageViewsTest {

  private static final StaffRef STAFF = new StaffRef(new TenantId("t"), new StaffId("7"));

  private final MessageStage stage = new MessageStage();

  @Test
  void freshMessageIsShownAsItIsReadAfterwards() {
    stage.bindings.put(STAFF, ANNA);
    var request =
        MessageStage.request(
            null,
            to(STAFF),
            to(new StaffRef(new TenantId("t"), new StaffId("8"))),
            to(user("ben")),
            to(new DepartmentRef(CORP, 7)));
    var draft = stage.drafts.of(BOOKS, new MessageId("m"), request, "hash");
    assertThat(stage.newMessages.add(draft)).isTrue();
    assertThat(stage.newMessages.add(draft)).isFalse();

    var fresh = stage.views.of(BOOKS, draft);
    var read =
        stage.views.of(
            BOOKS, stage.book.find(MessageKey.of(BOOKS, new MessageId("m"))).orElseThrow());

    assertThat(read).isEqualTo(fresh);
    assertThat(fresh.state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(fresh.counts()).isEqualTo(Map.of("queued", 3, "failed", 1));
    assertThat(fresh.total()).isEqualTo(4);
    assertThat(fresh.recipients())
        .satisfiesExactly(
            staff -> {
              assertThat(staff.staffId()).isEqualTo(STAFF.staffId());
              assertThat(staff.userId()).isEqualTo(ANNA.userId());
            },
            unknown -> {
              assertThat(unknown.corp()).isNull();
              assertThat(unknown.reason()).isEqualTo("unknown-recipient");
              assertThat(unknown.explanation())
                  .isEqualTo(
                      new Explanation(
                          "The recipient is not bound to a DingTalk user.", "该接收人没有绑定钉钉用户。"));
            },
            ben -> {
              assertThat(ben.userId()).isEqualTo(user("ben").userId());
              assertThat(ben.explanation()).isNull();
            },
            department -> {
              assertThat(department.corp()).isEqualTo(CORP);
              assertThat(department.departmentId()).isEqualTo(7);
            });
  }

  @Test
  void recipientsAreShownPartByPart() {
    var recipients =
        IntStream.range(0, 201).mapToObj(n -> to(user("u" + n))).toArray(Recipient[]::new);
    var message = stage.message(stage.stored(recipients));

    var view = stage.views.of(BOOKS, message);
    assertThat(view.recipients()).hasSize(100);
    assertThat(view.nextRecipients()).isEqualTo("99");
    var second = stage.views.recipients(message, 100, "99", null);
    assertThat(second.items().getFirst().position()).isEqualTo(100);
    assertThat(second.next()).isEqualTo("199");
    var third = stage.views.recipients(message, 100, second.next(), null);
    assertThat(third.items()).hasSize(1);
    assertThat(third.next()).isNull();
    assertThat(stage.views.recipients(message, 101, "99", null).next()).isNull();
    assertThat(stage.views.recipients(message, 5, null, DeliveryState.SENT).items()).isEmpty();
    assertThat(stage.views.recipients(message, 5, null, DeliveryState.QUEUED).items()).hasSize(5);
    assertThatThrownBy(() -> stage.views.recipients(message, 5, "there", null))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void closedFromTheBeginningMeansThatNobodyCanBeSentTo() {
    var id = stage.stored(to(STAFF));

    assertThat(stage.message(id).closed()).isTrue();
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void listsAreNarrowedByOwnerStateAndTime() {
    var first = stage.stored(to(ANNA));
    stage.clock.advance(Duration.ofSeconds(1));
    var second = stage.stored(to(ANNA), to(STAFF));
    stage.tell(second, 2, false, new RecipientStatus(ANNA, DeliveryState.SENT, null, null, null));
    stage.clock.advance(Duration.ofSeconds(1));
    var third = stage.stored(to(STAFF), to(STAFF));
    var start = stage.message(first).acceptedAt();
    // the ids have the real time, of which the clock of the test knows nothing
    stage.database.run(
        "update message set accepted_at = date_trunc('milliseconds', now()) + "
            + "(accepted_at - timestamptz '"
            + start
            + "')");
    var real = stage.message(first).acceptedAt();

    assertThat(ids(query(null, null, null, null))).containsExactly(third, second, first);
    assertThat(ids(query("client:books", null, null, null))).hasSize(3);
    assertThat(ids(query("client:other", null, null, null))).isEmpty();
    assertThat(ids(query(null, DeliveryState.SENT, null, null))).containsExactly(second);
    assertThat(ids(query(null, null, real.plusSeconds(1), null))).containsExactly(third, second);
    assertThat(ids(query(null, null, null, real.plusSeconds(1)))).containsExactly(first);
    assertThat(ids(query(null, null, real.plusSeconds(1), real.plusSeconds(2))))
        .containsExactly(second);
    assertThat(ids(query(null, null, Instant.MIN, Instant.MAX))).hasSize(3);

    var items = stage.lists.page(query(null, null, null, null)).items();
    assertThat(items.get(0).reason()).isEqualTo("unknown-recipient");
    assertThat(items.get(0).closed()).isTrue();
    assertThat(items.get(1).reason()).isNull();
    assertThat(items.get(1).counts()).isEqualTo(Map.of("sent", 1, "failed", 1));
    assertThat(items.get(1).total()).isEqualTo(2);
    assertThat(items.get(1).caller()).isEqualTo("client:books");
    assertThat(
            stage.lists.page(query("client:books", null, null, null)).items().getFirst().caller())
        .isNull();
  }

  @Test
  void pagesFollowEachOther() {
    var stored = new ArrayList<UUID>();
    for (var count = 0; count < 5; count++) {
      stored.add(stage.stored(to(ANNA)));
    }
    stage.database.run("update message set accepted_at = now()");

    var first = stage.lists.page(new MessageQuery(null, 2, null, null, null, null));
    assertThat(first.items()).hasSize(2);
    assertThat(first.next()).isEqualTo(stored.get(3).toString());
    var second = stage.lists.page(new MessageQuery(null, 2, first.next(), null, null, null));
    var third = stage.lists.page(new MessageQuery(null, 2, second.next(), null, null, null));
    assertThat(third.items()).hasSize(1);
    assertThat(third.next()).isNull();
    assertThat(stage.lists.page(new MessageQuery(null, 5, null, null, null, null)).next()).isNull();
    assertThat(
            stage
                .lists
                .page(new MessageQuery(null, 5, first.next(), null, null, Instant.EPOCH))
                .items())
        .isEmpty();
    assertThatThrownBy(() -> stage.lists.page(new MessageQuery(null, 2, "there", null, null, null)))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void operatorsAloneLookAfterOthers() {
    var operator = MessageStage.OPERATOR;
    var person = new Caller.SessionCaller(ANNA, UUID.randomUUID(), "Anna", false, Instant.EPOCH);
    var olga = new Caller.SessionCaller(ANNA, UUID.randomUUID(), "Olga", true, Instant.EPOCH);

    assertThat(List.of(operator, olga)).allMatch(Operators::isOne);
    assertThat(List.of(BOOKS, person)).noneMatch(Operators::isOne);
    assertThat(Operators.owner(BOOKS, null)).isEqualTo("client:books");
    assertThat(Operators.owner(BOOKS, "client:books")).isEqualTo("client:books");
    assertThat(Operators.owner(olga, "client:books")).isEqualTo("client:books");
    assertThat(Operators.owner(operator, "*")).isEqualTo("*");
    assertThatThrownBy(() -> Operators.owner(BOOKS, "*")).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> Operators.owner(person, "client:books"))
        .isInstanceOf(ApiException.class);
    assertThat(new Caller.ClientCaller("x", Set.of()).key()).isEqualTo("client:x");
  }

  private static MessageQuery query(String owner, DeliveryState state, Instant from, Instant to) {
    return new MessageQuery(owner, 100, null, state, from, to);
  }

  private List<UUID> ids(MessageQuery query) {
    var byCaller = stage.lists.page(query).items();
    return byCaller.stream()
        .map(item -> stage.book.find(new MessageKey("client:books", item.id())).orElseThrow().id())
        .toList();
  }
}

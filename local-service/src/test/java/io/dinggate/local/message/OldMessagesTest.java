package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.message.Happening.What;
import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.model.AppId;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.IndexKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Messages of the version whose callers waited for the cloud, after the migration: each is read as
 * it was, and of those whose end is not known the cloud is asked, as that version did.
 */
class OldMessagesTest {

  private static final TextContent HELLO = new TextContent("hello");
  private static final AppId APP = new AppId("hr");
  private static final StaffRef STAFF = new StaffRef(new TenantId("t1"), new StaffId("s1"));

  /** What that version took the hash of. */
  private static final String REQUEST =
      "{\"app\":\"hr\",\"content\":{\"type\":\"text\",\"content\":\"hello\"},"
          + "\"recipients\":[{\"corp\":\"ding-example\",\"userId\":\"anna\"}]}";

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PlainDatabase database = PlainDatabase.createAt("105");
  private final MessageStage stage = new MessageStage(database);
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Test
  void settledMessageIsReadAsItWas() {
    var sent = stored("SENT", MONTH);
    recipient(sent, 0, null, ANNA, "SENT", null, "4711");
    recipient(sent, 1, STAFF, null, "FAILED", "unknown-recipient", null);

    migrate();

    var view = view(sent);
    assertThat(view.state()).isEqualTo(DeliveryState.SENT);
    assertThat(view.closed()).isTrue();
    assertThat(view.content()).isEqualTo(HELLO);
    assertThat(view.app()).isEqualTo(APP);
    assertThat(view.options()).isNull();
    assertThat(view.acceptedAt()).isEqualTo(accepted(MONTH));
    assertThat(view.total()).isEqualTo(2);
    assertThat(view.counts()).isEqualTo(Map.of("sent", 1, "failed", 1));
    assertThat(view.history()).containsExactly(Happening.of(accepted(MONTH), What.ACCEPTED));
    assertThat(view.can()).isEqualTo(new MessageView.Can(false, false, false));
    assertThat(stage.book.deliveries(sent))
        .containsExactly(
            new Delivery(0, null, ANNA, null, DeliveryState.SENT, null, null, "4711", null, 0),
            new Delivery(
                1,
                STAFF,
                null,
                null,
                DeliveryState.FAILED,
                "unknown-recipient",
                "in words",
                null,
                null,
                0));
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void failedMessageIsReadAsItWas() {
    var failed = stored("FAILED", MINUTE);
    recipient(failed, 0, null, ANNA, "FAILED", "app-not-allowed", null);
    recipient(failed, 1, null, BEN, "FAILED", "app-not-allowed", null);

    migrate();

    assertThat(view(failed).closed()).isTrue();
    assertThat(view(failed).counts()).isEqualTo(Map.of("failed", 2));
    assertThat(stage.recipients(failed))
        .containsExactly("failed(app-not-allowed)", "failed(app-not-allowed)");
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void idStillStandsForTheSameRequest() {
    stored("SENT", MONTH);

    migrate();

    var same =
        new PutMessage(
            List.of(new Recipient(ANNA.corp(), ANNA.userId(), null, null, null)), HELLO, APP, null);
    assertThat(
            database.number(
                "select count(*) from message where body_hash = '%s'"
                    .formatted(stage.drafts.hash(same))))
        .isOne();
  }

  @Test
  void messageThatWasOnItsWayGoesToTheCloudAgainAndItsEndIsAskedFor() {
    var sending = stored("SENDING", MINUTE);
    recipient(sending, 0, null, ANNA, "SENDING", "sending", null);
    recipient(sending, 1, STAFF, null, "FAILED", "unknown-recipient", null);

    migrate();
    assertThat(view(sending).state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(view(sending).closed()).isFalse();
    assertThat(view(sending).counts()).isEqualTo(Map.of("queued", 1, "failed", 1));
    assertThat(database.number("select count(*) from message_outbox where maybe_sent")).isOne();
    stage.cloud.requeued = DeliveryState.SENT; // it had got it before
    forwardAll();

    assertThat(stage.cloud.calls).containsExactly("sendAll 1", "requeue");
    var again = stage.cloud.batches.getFirst().messages().getFirst();
    assertThat(again.id()).isEqualTo(new MessageId(sending.toString()));
    assertThat(again.message()).isEqualTo(new SendMessage(List.of(ANNA), HELLO, APP));
    assertThat(stage.recipients(sending)).containsExactly("sent", "failed(unknown-recipient)");
    assertThat(view(sending).counts()).isEqualTo(Map.of("sent", 1, "failed", 1));
    assertThat(stage.inTheOutbox()).isZero();
  }

  @Test
  void endThatWasUnknownIsAskedForAndNothingIsSent() {
    var unknown = stored("UNKNOWN", Duration.ofDays(6));
    recipient(unknown, 0, null, ANNA, "UNKNOWN", "no-answer", null);
    var queued = stored("QUEUED", MINUTE);
    recipient(queued, 0, null, ANNA, "QUEUED", null, null);

    migrate();
    assertThat(stage.recipients(unknown)).containsExactly("unknown(no-answer)");
    assertThat(view(unknown).closed()).isFalse();
    stage.cloud.requeued = DeliveryState.SENT;
    forwardAll();

    assertThat(stage.cloud.calls).containsExactly("requeue", "requeue");
    assertThat(stage.recipients(unknown)).containsExactly("sent");
    assertThat(stage.recipients(queued)).containsExactly("sent");
  }

  @Test
  void messageThatTheCloudNeverGotHasFailed() {
    var unknown = stored("UNKNOWN", Duration.ofDays(1));
    recipient(unknown, 0, null, ANNA, "UNKNOWN", "interrupted", null);

    migrate();
    stage.cloud.nextRefused(ErrorCode.NOT_FOUND);
    forwardAll();

    assertThat(stage.recipients(unknown)).containsExactly("failed(cancelled)");
    assertThat(view(unknown).closed()).isTrue();
  }

  @Test
  void messageThatTheCloudMayHaveForgottenStaysUnknown() {
    var unknown = stored("UNKNOWN", MONTH);
    recipient(unknown, 0, null, ANNA, "UNKNOWN", "no-answer", null);

    migrate();
    forwardAll();

    assertThat(stage.cloud.calls).isEmpty();
    assertThat(stage.recipients(unknown)).containsExactly("unknown(no-answer)");
  }

  @Test
  void messagesStayInTheListOfTheirCaller() {
    var sent = stored("SENT", MONTH);
    recipient(sent, 0, null, ANNA, "SENT", null, "4711");
    var unknown = stored("UNKNOWN", MONTH);
    recipient(unknown, 0, null, ANNA, "UNKNOWN", "no-answer", null);

    migrate();

    assertThat(listed(null)).containsExactlyInAnyOrder(sent.toString(), unknown.toString());
    assertThat(listed(DeliveryState.SENT)).containsExactly(sent.toString());
  }

  private List<String> listed(@Nullable DeliveryState state) {
    return stage
        .lists
        .page(new MessageQuery(BOOKS.key(), 10, null, state, null, null))
        .items()
        .stream()
        .map(item -> item.id().value())
        .toList();
  }

  /** The migration goes by the database's own clock; so does the stage from then on. */
  private void migrate() {
    database.migrate();
    stage.clock.advance(Duration.between(stage.clock.instant(), Instant.now().plus(MINUTE)));
  }

  private void forwardAll() {
    var forwarding = stage.forwarding();
    while (forwarding.round().claimed() > 0) {
      assertThat(stage.cloud.calls).hasSizeLessThan(10);
    }
  }

  private MessageView view(UUID id) {
    var key = new MessageKey(BOOKS.key(), new MessageId(id.toString()));
    return stage.views.of(BOOKS, stage.book.find(key).orElseThrow());
  }

  /** A message of that version, whose caller named it as the site does. */
  private UUID stored(String state, Duration age) {
    var id = uuid(age);
    database
        .jdbc()
        .update(
            """
            insert into message (id, caller, message_id, body_hash, content, app, accepted_at,
                                 changed_at, attempts, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
            """,
            statement -> {
              statement.setObject(1, id);
              statement.setString(2, BOOKS.key());
              statement.setString(3, id.toString());
              statement.setString(4, new IndexKey(new byte[32]).of("message.body_hash", REQUEST));
              statement.setString(5, stage.rows.seal(id, HELLO));
              statement.setString(6, APP.value());
              statement.setObject(7, accepted(age).atOffset(ZoneOffset.UTC));
              statement.setObject(8, accepted(age).atOffset(ZoneOffset.UTC));
              statement.setString(9, state);
            });
    return id;
  }

  private void recipient(
      UUID message,
      int position,
      @Nullable StaffRef staff,
      @Nullable UserRef user,
      String state,
      @Nullable String reason,
      @Nullable String task) {
    database
        .jdbc()
        .update(
            """
            insert into message_recipient (message, position, corp_id, user_id, tenant_id, staff_id,
                                           state, reason, detail, task_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            statement -> {
              statement.setObject(1, message);
              statement.setInt(2, position);
              statement.setString(3, user == null ? null : user.corp().value());
              statement.setString(4, user == null ? null : user.userId().value());
              statement.setString(5, staff == null ? null : staff.tenantId().value());
              statement.setString(6, staff == null ? null : staff.staffId().value());
              statement.setString(7, state);
              statement.setString(8, reason);
              statement.setString(9, reason == null ? null : "in words");
              statement.setString(10, task);
            });
  }

  private Instant accepted(Duration age) {
    return begin.minus(age);
  }

  /** A UUIDv7 of that time: lists go by it. */
  private UUID uuid(Duration age) {
    var random = UUID.randomUUID();
    var time = accepted(age).toEpochMilli() << 16;
    var high = time | 0x7000 | (random.getMostSignificantBits() & 0xfff);
    return new UUID(high, random.getLeastSignificantBits());
  }
}

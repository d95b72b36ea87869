package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.CORP;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.SendOptions.Priority;
import io.dinggate.model.message.SendOptions.Receipts;
import io.dinggate.model.message.TextContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that are stored in one statement stand as those that were stored each by itself. */
class NewMessagesTest {

  private static final StaffRef NOBODY = new StaffRef(new TenantId("t"), new StaffId("8"));

  private final MessageStage stage = new MessageStage();

  @Test
  void messagesStoredTogetherStandAsThoseStoredAlone() {
    var alone = drafts("alone-");
    var together = drafts("together-");

    assertThat(alone.stream().map(stage.newMessages::add)).containsOnly(true);
    assertThat(stage.newMessages.addAll(together)).hasSize(alone.size()).containsOnly(true);

    assertSame(
        """
        select split_part(message_id, '-', 2), caller, body_hash, app, options, accepted_at,
               changed_at, version, revision, state, closed, total, counts, noted
        from message where message_id like '%s-%%'""");
    assertSame(
        """
        select split_part(message_id, '-', 2), position, corp_id, user_id, tenant_id, staff_id,
               department_id, r.state, reason, detail, task_id, people, r.version
        from message_recipient r join message on message = id where message_id like '%s-%%'""");
    assertSame(
        """
        select split_part(message_id, '-', 2), kind, urgent, due_at, not_after, give_up_at, claim,
               attempts, maybe_sent, dead, problem
        from message_outbox join message on message = id where message_id like '%s-%%'""");
    for (var draft : together) {
      var stored = stage.book.find(draft.message().key()).orElseThrow();
      assertThat(stored.content()).isEqualTo(draft.message().content());
    }
    assertThat(stage.inTheOutbox())
        .as("one has nobody to go to")
        .isEqualTo(2L * (alone.size() - 1));
  }

  @Test
  void ofSeveralWithTheSameKeyOneIsStored() {
    var known = draft("known", to(ANNA));
    stage.newMessages.add(known);

    var stored =
        stage.newMessages.addAll(
            List.of(
                draft("known", to(BEN)),
                draft("b", to(ANNA)),
                draft("b", to(BEN)),
                draft("a", to(BEN))));

    assertThat(stored.get(0)).as("known before").isFalse();
    assertThat(stored.subList(1, 3)).containsExactlyInAnyOrder(true, false);
    assertThat(stored.get(3)).isTrue();
    assertThat(stage.database.number("select count(*) from message")).isEqualTo(3);
    assertThat(stage.database.number("select count(*) from message_recipient")).isEqualTo(3);
    assertThat(stage.inTheOutbox()).isEqualTo(3);
  }

  /** As two replicas do whose callers repeat the same. */
  @Test
  @Timeout(60)
  void groupsWithTheSameKeysDoNotWaitForEachOtherInCircles() throws Exception {
    var both = new CyclicBarrier(2);
    try (var replicas = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < 20; round++) {
        var some = draftsOfOneRound(round);
        var others = new ArrayList<>(draftsOfOneRound(round));
        Collections.reverse(others);
        var first = replicas.submit(() -> add(both, some));
        var second = replicas.submit(() -> add(both, others));

        assertThat(first.get() + second.get()).isEqualTo(some.size());
      }
    }
  }

  /** What is large neither holds up the small ones nor waits for them. */
  @Test
  @Timeout(60)
  void largeMessageIsStoredWhileSmallOnesWait() throws Exception {
    var messages = new NewMessages(stage.database.jdbc(), stage.rows, Duration.ofHours(1));
    try (var threads = Executors.newFixedThreadPool(2);
        var other = stage.database.getConnection()) {
      other.setAutoCommit(false);
      addUncommitted(other, "first");
      var first = threads.submit(() -> messages.add(draft("first", to(ANNA))));
      await().until(() -> statementsThatWait() == 1);
      var second = threads.submit(() -> messages.add(draft("second", people(NewMessages.SMALL))));

      assertThat(messages.add(draft("large", people(NewMessages.SMALL + 1)))).isTrue();
      assertThat(stage.database.number("select count(*) from message_recipient"))
          .isEqualTo(NewMessages.SMALL + 1);
      assertThat(second.isDone()).as("a small one waits for the one before it").isFalse();

      other.rollback();
      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }
  }

  /** Whoever adds the same key waits until this is decided. */
  private void addUncommitted(Connection connection, String id) throws SQLException {
    var message = draft(id, to(BEN)).message();
    try (var statement =
        connection.prepareStatement(
            """
            insert into message (id, caller, message_id, body_hash, content, accepted_at,
                                 changed_at, state, closed, total, counts)
            values (?, ?, ?, '', '', now(), now(), 'ACCEPTED', false, 1, '{}')
            """)) {
      statement.setObject(1, message.id());
      statement.setString(2, message.key().owner());
      statement.setString(3, message.key().id().value());
      statement.executeUpdate();
    }
  }

  private long statementsThatWait() {
    return stage.database.number(
        """
        select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'""");
  }

  private static Recipient[] people(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> to(new UserRef(CORP, new UserId("user-" + n))))
        .toArray(Recipient[]::new);
  }

  private long add(CyclicBarrier both, List<Draft> drafts) throws Exception {
    both.await();
    return stage.newMessages.addAll(drafts).stream().filter(stored -> stored).count();
  }

  private List<Draft> draftsOfOneRound(int round) {
    return IntStream.range(0, 200).mapToObj(n -> draft(round + "-" + n, to(ANNA))).toList();
  }

  private void assertSame(String rows) {
    var alone = rows.formatted("alone");
    var together = rows.formatted("together");
    assertThat(stage.database.number("select count(*) from (" + alone + ") as a")).isPositive();
    for (var query :
        List.of(
            "(" + alone + ") except all (" + together + ")",
            "(" + together + ") except all (" + alone + ")")) {
      assertThat(stage.database.number("select count(*) from (" + query + ") as difference"))
          .as(query)
          .isZero();
    }
  }

  /** One of each kind. */
  private List<Draft> drafts(String prefix) {
    var now = stage.clock.instant();
    var options =
        new SendOptions(
            null, Priority.URGENT, Receipts.NONE, null, now.plus(Duration.ofHours(1)), true);
    return List.of(
        draft(prefix + "one", to(ANNA)),
        draft(prefix + "several", to(BEN), to(new DepartmentRef(CORP, 7)), to(NOBODY)),
        draft(prefix + "nobody", to(NOBODY)),
        draft(
            prefix + "optional",
            new PutMessage(
                List.of(to(ANNA)), new TextContent("later"), new AppId("books"), options)));
  }

  private Draft draft(String id, Recipient... recipients) {
    return draft(id, MessageStage.request(null, recipients));
  }

  private Draft draft(String id, PutMessage request) {
    return stage.drafts.of(BOOKS, new MessageId(id), request, stage.drafts.hash(request));
  }
}

package io.dinggate.local.message;

import static io.dinggate.local.message.MessageStage.ANNA;
import static io.dinggate.local.message.MessageStage.BEN;
import static io.dinggate.local.message.MessageStage.BOOKS;
import static io.dinggate.local.message.MessageStage.CORP;
import static io.dinggate.local.message.MessageStage.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.message.SendOptions;
import io.dinggate.model.message.SendOptions.Priority;
import io.dinggate.model.message.SendOptions.Receipts;
import io.dinggate.model.message.TextContent;
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

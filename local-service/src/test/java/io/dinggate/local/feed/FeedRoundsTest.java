package io.dinggate.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dinggate.local.platform.Transactions;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.RequestResult.MessageTaken;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the feed, with a cloud that does as told and a real PostgreSQL. */
class FeedRoundsTest {

  private final ApiException away = new ApiException(ErrorCode.CLOUD_UNAVAILABLE, "away");

  private final FeedStage stage = new FeedStage();

  @Test
  void entriesAreAppliedInOrderTheCursorMovesAndTheCloudIsTold() {
    stage.cloud.append(3);

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(1L, 2L, 3L);
    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e1", 3));
    assertThat(stage.cloud.acknowledged).containsExactly(new FeedCursor("e1", 3));
    assertThat(stage.cloud.polls).containsExactly((FeedCursor) null);
    assertThat(stage.cloud.waits).containsExactly(Duration.ofSeconds(25));
    assertThat(stage.count("applied")).isEqualTo(3);
  }

  @Test
  void readingGoesOnBehindWhatWasAppliedAlsoAfterARestart() {
    stage.batch = 2;
    stage.cloud.append(5);
    var reader = stage.reader();
    stage.round(reader);
    stage.round(reader);

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(stage.cloud.polls)
        .containsExactly(null, new FeedCursor("e1", 2), new FeedCursor("e1", 4));
  }

  @Test
  void emptyFeedLeavesNoCursor() {
    stage.round(stage.reader());

    assertThat(stage.cursorRow.read()).isEmpty();
    assertThat(stage.cloud.acknowledged).isEmpty();
  }

  @Test
  void newsOfAMessageWaitBehindTheRequestThatItBeganWith() {
    var status =
        new MessageStatus(
            new MessageId("m"),
            DeliveryState.QUEUED,
            ScriptedFeed.APPENDED,
            1,
            false,
            List.of(),
            List.of());
    stage.parked.park(
        "e0",
        new FeedEntry(
            1,
            ScriptedFeed.APPENDED,
            new RequestDone(new RequestId("m"), new MessageTaken(status))),
        "internal");
    stage.cloud.append("m");
    stage.cloud.append("other");

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(2L);
    assertThat(stage.parked.list(0, 10))
        .extracting(ParkedView::reason)
        .containsExactly("internal", ParkedEntries.BEHIND);
  }

  @Test
  void whatWasReadIsSaidOnceNothingIsLeft() {
    stage.cloud.append(1);
    var reader = stage.reader();
    stage.round(reader);
    assertThat(stage.caughtUp).isEmpty();
    stage.clock.advance(Duration.ofSeconds(7));

    stage.round(reader);

    assertThat(stage.caughtUp).containsExactly(stage.clock.instant());
  }

  @Test
  void crashBeforeTheCommitLeavesNothingAndTheEntriesComeAgain() {
    stage.cloud.append(3);
    var crash = new IllegalStateException("crash", new SQLException("gone", "08006"));

    assertThatThrownBy(() -> stage.round(stage.reader(dyingBeforeCommit(crash)))).isSameAs(crash);
    assertThat(stage.effects()).isEmpty();
    assertThat(stage.cursorRow.read()).isEmpty();
    assertThat(stage.cloud.acknowledged).isEmpty();

    stage.round(stage.reader());
    assertThat(stage.effects()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void crashAfterTheCommitDoesNotApplyAgain() {
    stage.cloud.append(3);
    stage.cloud.failConfirmations(() -> away);
    assertThatThrownBy(() -> stage.round(stage.reader())).isSameAs(away);
    stage.cloud.failConfirmations(() -> null);

    var restarted = stage.reader();
    stage.round(restarted);

    assertThat(stage.effects()).containsExactly(1L, 2L, 3L);
    assertThat(stage.cloud.acknowledged).containsExactly(new FeedCursor("e1", 3));
    stage.round(restarted);
    assertThat(stage.cloud.acknowledged).hasSize(1);
  }

  /** Dies at random places again and again: every entry has its effect exactly once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyEffectHappensExactlyOnceHoweverOftenItDies(long seed) {
    var random = new Random(seed);
    var dies = (Supplier<RuntimeException>) () -> random.nextInt(4) == 0 ? death() : null;
    stage.batch = 3;
    stage.cloud.append(60);
    stage.cloud.failPolls(dies);
    stage.cloud.failConfirmations(dies);
    var deaths = 0;
    var reader = stage.reader(dyingAtRandom(random));
    while (stage.effects().size() < 60 || stage.cursor().sequence() < 60) {
      try {
        stage.round(reader);
      } catch (IllegalStateException e) {
        deaths++;
        reader = stage.reader(dyingAtRandom(random));
      }
    }

    assertThat(stage.effects())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    assertThat(deaths).isGreaterThan(10);
    assertThat(stage.parked.count()).isZero();
  }

  @Test
  void severalReadersDoNothingTwice() throws Exception {
    stage.batch = 2;
    stage.cloud.append(50);
    try (var readers = Executors.newFixedThreadPool(4)) {
      var done = new ArrayList<Future<?>>();
      for (var i = 0; i < 4; i++) {
        done.add(
            readers.submit(
                () -> {
                  var reader = stage.reader();
                  while (stage.cursorRow.read().map(FeedCursor::sequence).orElse(0L) < 50) {
                    stage.round(reader);
                  }
                }));
      }
      for (var one : done) {
        one.get();
      }
    }

    assertThat(stage.effects())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void readerThatWasOvertakenReadsTheCursorAnew() {
    stage.cloud.append(2);
    var slow = stage.reader();
    stage.round(slow);
    stage.cloud.append(1);
    stage.round(stage.reader());

    stage.round(slow); // still believes in 2, and gets the third entry
    stage.cloud.append(1);
    stage.round(slow);

    assertThat(stage.effects()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(stage.cloud.polls.getLast()).isEqualTo(new FeedCursor("e1", 3));
  }

  @Test
  void entryOfAKindFromANewerCloudIsSteppedOverAndCounted() {
    stage.cloud.append(1);
    stage.cloud.append(new FeedItem.Unrecognized());
    stage.cloud.append(1);

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(1L, 3L);
    assertThat(stage.cursor().sequence()).isEqualTo(3);
    assertThat(stage.count("unrecognized")).isEqualTo(1);
    assertThat(stage.count("applied")).isEqualTo(2);
  }

  @Test
  void entryThatCannotBeAppliedIsParkedAndTheOthersGoOn() {
    var tries = new AtomicInteger();
    failing(2, tries, new IllegalArgumentException("13800000000 is no name"));
    stage.cloud.append(4);

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(1L, 3L, 4L);
    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e1", 4));
    assertThat(stage.cloud.acknowledged).containsExactly(new FeedCursor("e1", 4));
    assertThat(tries).hasValue(1 + FeedStage.ATTEMPTS);
    assertThat(stage.count("parked")).isEqualTo(1);
    assertThat(stage.gauge("dinggate.feed.parked")).isEqualTo(1);
    assertThat(stage.standing.warnings())
        .containsExactly("1 entries of the feed could not be applied and are parked");
    var row = parkedRow();
    assertThat(row.subList(0, 5))
        .containsExactly("e1", "2", "MessageChanged", "m-2", "IllegalArgumentException");
    assertThat(stage.sealer.open("feed_parked.item:e1:2", row.getLast()))
        .contains("\"type\":\"messageChanged\"", "\"message\":\"m-2\"");
  }

  @Test
  void laterEntriesOfAParkedKeyAreParkedBehindIt() {
    failing(2, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "b", "a", "b", "c", "b");
    var reader = stage.reader();
    stage.round(reader);
    stage.cloud.append("b");
    stage.cloud.append("a");
    stage.round(reader);

    assertThat(stage.effectsInOrder()).containsExactly(1L, 3L, 5L, 8L);
    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e1", 8));
    assertThat(stage.parked.list(0, 10))
        .extracting(ParkedView::sequence, ParkedView::key, ParkedView::reason)
        .containsExactly(
            tuple(2L, "b", "IllegalArgumentException"),
            tuple(4L, "b", ParkedEntries.BEHIND),
            tuple(6L, "b", ParkedEntries.BEHIND),
            tuple(7L, "b", ParkedEntries.BEHIND));
    assertThat(stage.count("parked")).isEqualTo(4);
    assertThat(stage.count("applied")).isEqualTo(4);
    assertThat(stage.gauge("dinggate.feed.parked")).isEqualTo(4);
  }

  @Test
  void entryIsNotParkedBehindOneOfWhichNobodyKnowsWhatItIsAbout() {
    stage.cloud.append(new FeedItem.Unrecognized());
    stage.parked.park(
        "e0", new FeedEntry(9, ScriptedFeed.APPENDED, new FeedItem.Unrecognized()), "x");
    stage.cloud.append("a");

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(2L);
    assertThat(stage.count("unrecognized")).isEqualTo(1);
  }

  @Test
  void retryAppliesWhatIsParkedOfAKeyInItsOrder() {
    failing(1, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "b", "a", "a");
    var reader = stage.reader();
    stage.round(reader);
    stage.then = _ -> {};

    var came = stage.parking().retry(id(4)); // the last one: those before it come first
    stage.cloud.append("a");
    stage.round(reader);

    assertThat(came).isEqualTo(new RetryView(3, 0, null));
    assertThat(stage.effectsInOrder()).containsExactly(2L, 1L, 3L, 4L, 5L);
    assertThat(stage.parked.count()).isZero();
    assertThat(stage.standing.warnings()).isEmpty();
  }

  @Test
  void retryEndsAtTheFirstThatCannotBeApplied() {
    failing(1, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "a", "a");
    stage.round(stage.reader());
    failing(2, new AtomicInteger(), new ApiException(ErrorCode.MESSAGE_CONFLICT));

    var came = stage.parking().retry(id(1));

    assertThat(came).isEqualTo(new RetryView(1, 2, "message-conflict"));
    assertThat(stage.effectsInOrder()).containsExactly(1L);
    assertThat(stage.parked.list(0, 10))
        .extracting(ParkedView::sequence, ParkedView::reason)
        .containsExactly(tuple(2L, "message-conflict"), tuple(3L, ParkedEntries.BEHIND));
  }

  @Test
  void retryThatTheDatabaseBreaksOffLeavesEverythingParked() {
    failing(1, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "a");
    stage.round(stage.reader());
    failing(1, new AtomicInteger(), new IllegalStateException(new SQLException("gone", "08006")));
    var parking = stage.parking();
    var first = id(1);

    assertThatThrownBy(() -> parking.retry(first)).hasRootCauseMessage("gone");

    assertThat(stage.effects()).isEmpty();
    assertThat(stage.parked.list(0, 10))
        .extracting(ParkedView::reason)
        .containsExactly("IllegalArgumentException", ParkedEntries.BEHIND);
  }

  @Test
  void discardedEntryIsForgottenAndThoseBehindItStay() {
    failing(1, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "a");
    stage.round(stage.reader());

    stage.parking().discard(id(1));
    assertThat(stage.parked.list(0, 10)).extracting(ParkedView::sequence).containsExactly(2L);
    stage.then = _ -> {};
    var came = stage.parking().retry(id(2));

    assertThat(came).isEqualTo(new RetryView(1, 0, null));
    assertThat(stage.effects()).containsExactly(2L);
  }

  @Test
  void twoWhoRetryAtOnceApplyNothingTwice() throws Exception {
    failing(1, new AtomicInteger(), new IllegalArgumentException("no"));
    for (var i = 0; i < 40; i++) {
      stage.cloud.append("a");
    }
    var reader = stage.reader();
    stage.round(reader);
    stage.then = _ -> {};
    var first = id(1);
    for (var i = 0; i < 10; i++) {
      stage.cloud.append("a");
    }

    var applied = 0;
    try (var workers = Executors.newFixedThreadPool(3)) {
      var retries =
          List.of(
              workers.submit(() -> stage.parking().retry(first)),
              workers.submit(() -> stage.parking().retry(first)));
      workers.submit(() -> stage.round(reader)).get();
      for (var one : retries) {
        try {
          applied += one.get().applied();
        } catch (ExecutionException e) { // the other one was quicker
          assertThat(e).hasCauseInstanceOf(ApiException.class);
        }
      }
    }

    assertThat(stage.parked.count()).isZero();
    assertThat(stage.effectsInOrder())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    assertThat(applied).isEqualTo(50 - (int) stage.count("applied"));
  }

  @Test
  void entryThatIsReadAgainAfterItWasParkedIsParkedOnce() {
    failing(2, new AtomicInteger(), new IllegalArgumentException("no"));
    append("a", "b");
    var reader = stage.reader();
    stage.round(reader);
    stage.database.run("update feed_cursor set sequence = 9"); // the cloud has never been there

    stage.round(stage.reader());
    stage.round(stage.reader());

    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e1", 2));
    assertThat(stage.parked.count()).isEqualTo(1);
  }

  private void append(String... messages) {
    List.of(messages).forEach(stage.cloud::append);
  }

  /** The id of the parked entry of that sequence. */
  private String id(long sequence) {
    return stage.parked.list(0, 100).stream()
        .filter(view -> view.sequence() == sequence)
        .map(view -> Long.toString(view.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reasonOfAParkedEntryIsTheProblemsOwnWord() {
    failing(1, new AtomicInteger(), new ApiException(ErrorCode.MESSAGE_CONFLICT));
    stage.cloud.append(1);

    stage.round(stage.reader());

    assertThat(parkedRow().get(4)).isEqualTo("message-conflict");
  }

  @Test
  void entryThatFailsOnceIsNotParked() {
    stage.then =
        entry -> {
          stage.then = _ -> {};
          throw new IllegalStateException("once");
        };
    stage.cloud.append(2);

    stage.round(stage.reader());

    assertThat(stage.effects()).containsExactly(1L, 2L);
    assertThat(stage.parked.count()).isZero();
  }

  @Test
  void whoIsToEndDoesNotGoOnTryingAnEntry() {
    failing(1, new AtomicInteger(), new IllegalStateException("always"));
    stage.cloud.append(2);
    var reader = stage.reader();
    stage.then =
        _ -> {
          stage.signal.stop();
          throw new IllegalStateException("always");
        };

    stage.round(reader);

    assertThat(stage.effects()).isEmpty();
    assertThat(stage.parked.count()).isZero();
    assertThatThrownBy(() -> stage.round(reader)).isInstanceOf(CancellationException.class);
  }

  @Test
  void databaseThatIsAwayIsNoFaultOfAnEntry() {
    failing(
        1,
        new AtomicInteger(),
        new IllegalStateException(new SQLException("terminating connection", "57P01")));
    stage.cloud.append(1);

    assertThatThrownBy(() -> stage.round(stage.reader())).isInstanceOf(IllegalStateException.class);

    assertThat(stage.parked.count()).isZero();
    assertThat(stage.cursorRow.read()).isEmpty();
  }

  @Test
  void databaseThatGoesAwayWhileEntriesAreTriedOneByOneParksNothing() {
    var tries = new AtomicInteger();
    stage.then =
        _ -> {
          throw tries.incrementAndGet() == 1
              ? new IllegalStateException("the entry")
              : new IllegalStateException(new SQLException("gone", "08006"));
        };
    stage.cloud.append(1);

    assertThatThrownBy(() -> stage.round(stage.reader())).hasRootCauseMessage("gone");
    assertThat(stage.parked.count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "08006, true",
        "40001, true",
        "53300, true",
        "57P01, true",
        "58030, true",
        "none, true",
        "57014, false",
        "23505, false",
        "22001, false",
        "42P01, false"
      })
  void stateTellsWhetherTheDatabaseOrTheStatementIsAtFault(String state, boolean trouble) {
    var failure = new IllegalStateException(new RuntimeException(new SQLException("x", state)));

    assertThat(DatabaseTrouble.isBehind(failure)).isEqualTo(trouble);
    assertThat(DatabaseTrouble.isBehind(new IllegalStateException("no database"))).isFalse();
  }

  @Test
  void feedOfANewEpochIsReadFromItsBeginAndTheGapIsTold() {
    stage.cloud.append(3);
    var reader = stage.reader();
    stage.round(reader);
    stage.cloud.beginEpoch("e2");
    stage.cloud.append(2);

    stage.round(reader);
    assertThat(stage.cursorRow.read()).isEmpty();
    assertThat(stage.gaps).hasValue(1);
    stage.round(reader);

    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e2", 2));
    assertThat(stage.effects()).containsExactly(1L, 1L, 2L, 2L, 3L);
    assertThat(stage.gaps).hasValue(1);
    assertThat(stage.meters.get("dinggate.feed.gone").counter().count()).isEqualTo(1);
    assertThat(stage.cloud.acknowledged.getLast()).isEqualTo(new FeedCursor("e2", 2));
  }

  @Test
  void cursorWhoseEntriesAreDeletedBeginsWithTheFirstThatIsKept() {
    stage.cloud.append(1);
    stage.round(stage.reader());
    stage.cloud.append(4);
    stage.cloud.deleteUpTo(3);
    var reader = stage.reader();

    stage.round(reader);
    stage.round(reader);

    assertThat(stage.effects()).containsExactly(1L, 4L, 5L);
    assertThat(stage.gaps).hasValue(1);
  }

  @Test
  void gapThatCannotBeNotedIsTriedAgain() {
    stage.cloud.append(1);
    stage.round(stage.reader());
    stage.cloud.beginEpoch("e2");
    var steps =
        new FeedSteps(
            stage.database,
            stage.cursorRow,
            new FeedAppliers(List.of()),
            stage.parked,
            List.of(
                () -> {
                  throw new IllegalStateException("not now");
                }),
            List.of());
    var reader =
        new FeedRounds(
            stage.cloud, steps, stage.answers, stage.standing, stage.config(), stage.clock);

    assertThatThrownBy(() -> stage.round(reader)).hasMessage("not now");
    assertThat(stage.cursor()).isEqualTo(new FeedCursor("e1", 1));
  }

  @Test
  void goneForSomebodyWhoHasNoCursorIsAFailure() {
    stage.cloud.failPolls(() -> new ApiException(ErrorCode.FEED_GONE));

    assertThatThrownBy(() -> stage.round(stage.reader())).isInstanceOf(ApiException.class);
    assertThat(stage.gaps).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"e1, 3", "e1, 1", "e9, 2"})
  void answerThatDoesNotFollowTheCursorIsNotApplied(String epoch, long first) {
    stage.cloud.append(1);
    stage.round(stage.reader());
    var wrong = new WrongFeed(epoch, first);
    var reader =
        new FeedRounds(
            wrong,
            stage.steps(stage.database),
            stage.answers,
            stage.standing,
            stage.config(),
            stage.clock);

    stage.round(reader);

    assertThat(stage.effects()).containsExactly(1L);
    assertThat(stage.cursorRow.read()).isEmpty();
    assertThat(stage.gaps).hasValue(1);
  }

  @Test
  void cloudIsNotToldMoreOftenThanWanted() {
    stage.acknowledgeEvery = Duration.ofSeconds(1);
    stage.batch = 1;
    stage.cloud.append(4);
    var reader = stage.reader();

    stage.round(reader);
    stage.round(reader);
    assertThat(stage.cloud.acknowledged).containsExactly(new FeedCursor("e1", 1));
    stage.clock.advance(Duration.ofSeconds(1));
    stage.round(reader);
    assertThat(stage.cloud.acknowledged).hasSize(2).last().isEqualTo(new FeedCursor("e1", 3));
    stage.round(reader);
    assertThat(stage.cloud.acknowledged).hasSize(2);

    stage.round(reader); // nothing to read: time to tell

    assertThat(stage.cloud.acknowledged).hasSize(3).last().isEqualTo(new FeedCursor("e1", 4));
  }

  @Test
  void lagIsTheAgeOfWhatWasAppliedAndEndsWhenNothingIsLeft() {
    stage.cloud.append(1);
    var reader = stage.reader();
    stage.clock.advance(Duration.ofSeconds(8));

    stage.round(reader);
    assertThat(stage.gauge("dinggate.feed.lag.seconds")).isEqualTo(10);

    stage.round(reader);
    assertThat(stage.gauge("dinggate.feed.lag.seconds")).isZero();
  }

  private void failing(long sequence, AtomicInteger tries, RuntimeException failure) {
    stage.then =
        entry -> {
          if (entry.sequence() == sequence) {
            tries.incrementAndGet();
            throw failure;
          }
        };
  }

  private List<String> parkedRow() {
    return stage
        .database
        .jdbc()
        .run(
            "select epoch, sequence::text, kind, key, reason, item from feed_parked",
            statement -> {
              try (var row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                var columns = new ArrayList<String>();
                for (var i = 1; i <= 6; i++) {
                  columns.add(row.getString(i));
                }
                return columns;
              }
            });
  }

  private Transactions dyingBeforeCommit(RuntimeException crash) {
    return new Transactions() {
      @Override
      public <T> T call(Supplier<T> work) {
        return stage.database.call(
            () -> {
              var _ = work.get();
              throw crash;
            });
      }
    };
  }

  /** Before the work, before the commit, after the commit, or not at all. */
  private Transactions dyingAtRandom(Random random) {
    return new Transactions() {
      @Override
      public <T> T call(Supplier<T> work) {
        var place = random.nextInt(5);
        if (place == 0) {
          throw death();
        }
        if (place == 1) {
          return dyingBeforeCommit(death()).call(work);
        }
        var result = stage.database.call(work);
        if (place == 2) {
          throw death();
        }
        return result;
      }
    };
  }

  private static IllegalStateException death() {
    return new IllegalStateException("killed", new SQLException("killed", "08006"));
  }

  /** Answers with an entry that was not asked for. */
  private record WrongFeed(String epoch, long first) implements CloudFeed {

    @Override
    public FeedPage poll(FeedCursor after, Duration wait, int limit) {
      var entry = new FeedEntry(first, ScriptedFeed.APPENDED, new FeedItem.Unrecognized());
      return new FeedPage(epoch, List.of(entry));
    }

    @Override
    public void acknowledge(FeedCursor cursor) {
      throw new IllegalStateException("nothing was applied");
    }
  }
}

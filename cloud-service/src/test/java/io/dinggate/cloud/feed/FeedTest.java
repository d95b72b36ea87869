package io.dinggate.cloud.feed;

import static io.dinggate.cloud.feed.FeedStage.EAST;
import static io.dinggate.cloud.feed.FeedStage.NORTH;
import static io.dinggate.cloud.feed.FeedStage.changed;
import static io.dinggate.cloud.feed.FeedStage.items;
import static io.dinggate.cloud.feed.FeedStage.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.SealBrokenException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds: appended, read by cursor, confirmed, deleted. */
class FeedTest {

  @TempDir Path directory;
  private FeedStage stage;

  @BeforeEach
  void begin() {
    stage = new FeedStage(directory, 1 << 20);
  }

  @AfterEach
  void end() throws SQLException {
    stage.database.close();
  }

  @Test
  void restoredFeedBeginsAnotherEpochWithWhatIsLeftOfIt() {
    stage.append(EAST, 1, 2);
    stage.append(NORTH, 1);
    var east = stage.epoch(EAST);
    var north = stage.epoch(NORTH);

    stage.database.sql(
        connection -> {
          new FreshEpochs().databaseWasRestored(connection, stage.clock.instant());
          return true;
        });

    assertThat(stage.epoch(EAST)).isNotEqualTo(east).isNotEqualTo(stage.epoch(NORTH));
    assertThat(stage.epoch(NORTH)).isNotEqualTo(north);
    assertGone(() -> stage.read(EAST, east, 2));
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(1L, 2L);
    stage.append(EAST, 3);
    assertThat(sequences(stage.read(EAST, stage.epoch(EAST), 2))).containsExactly(3L);
  }

  @Test
  void entriesComeInOrderEachSiteItsOwn() {
    stage.append(EAST, 1, 2);
    stage.append(NORTH, 7);
    stage.append(EAST, 3);

    var page = stage.read(EAST, null, 0);
    assertThat(sequences(page)).containsExactly(1L, 2L, 3L);
    assertThat(items(page)).containsExactly(changed(1), changed(2), changed(3));
    assertThat(items(stage.read(NORTH, null, 0))).containsExactly(changed(7));
    assertThat(stage.epoch(NORTH)).isNotEqualTo(page.epoch());
  }

  @Test
  void entrySaysWhenItWasAppended() {
    stage.clock.advance(Duration.ofDays(400));
    var before = stage.clock.instant();
    stage.append(EAST, 1);

    assertThat(stage.read(EAST, null, 0).entries().getFirst().at())
        .isBetween(before, stage.clock.instant());
  }

  @Test
  void readingGoesOnBehindTheCursor() {
    stage.append(EAST, 1, 2, 3);
    var epoch = stage.epoch(EAST);

    assertThat(sequences(stage.read(EAST, epoch, 1, 1))).containsExactly(2L);
    assertThat(sequences(stage.read(EAST, epoch, 0))).containsExactly(1L, 2L, 3L);
    assertThat(stage.read(EAST, epoch, 3).entries()).isEmpty();
    assertThat(stage.read(EAST, epoch, 3).epoch()).isEqualTo(epoch);
  }

  @Test
  void unitThatIsUndoneLeavesNoGap() {
    stage.append(EAST, 1);
    assertThatThrownBy(
            () ->
                stage.database.sql(
                    connection -> {
                      stage.feed.append(connection, EAST, changed(2));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");
    stage.append(EAST, 3);

    assertThat(items(stage.read(EAST, null, 0))).containsExactly(changed(1), changed(3));
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(1L, 2L);
  }

  @Test
  void sequencesOfManyWritersHaveNoGapAndNoDouble() throws Exception {
    try (var writers = Executors.newFixedThreadPool(8)) {
      var written = new ArrayList<Future<?>>();
      for (var i = 1; i <= 200; i++) {
        var version = i;
        written.add(writers.submit(() -> stage.append(EAST, version)));
      }
      for (var one : written) {
        one.get();
      }
    }

    var page = stage.read(EAST, null, 0, 500);
    assertThat(sequences(page))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    assertThat(new HashSet<>(items(page))).hasSize(200);
  }

  @Test
  void feedWithoutAnEntryHasAnEpochThatStays() {
    var epoch = stage.epoch(EAST);
    assertThat(stage.read(EAST, null, 0).entries()).isEmpty();

    stage.append(EAST, 1);

    assertThat(stage.epoch(EAST)).isEqualTo(epoch);
    assertThat(sequences(stage.read(EAST, epoch, 0))).containsExactly(1L);
  }

  @Test
  void cursorOfAnotherEpochIsGone() {
    stage.append(EAST, 1);
    stage.append(NORTH, 1);

    assertGone(() -> stage.read(EAST, "another", 0));
    assertGone(() -> stage.read(EAST, stage.epoch(NORTH), 1));
    assertGone(() -> stage.read(new SiteId("nobody"), "another", 0));
  }

  @Test
  void cursorBeyondTheLastEntryIsGone() {
    stage.append(EAST, 1, 2);
    var epoch = stage.epoch(EAST);

    assertThat(stage.read(EAST, epoch, 2).entries()).isEmpty();
    assertGone(() -> stage.read(EAST, epoch, 3));
  }

  @Test
  void confirmedEntriesAreDeletedAndACursorBeforeThemIsGone() {
    stage.append(EAST, 1, 2, 3);
    stage.append(NORTH, 1);
    var epoch = stage.epoch(EAST);
    stage.acknowledge(EAST, 2);
    assertThat(sequences(stage.read(EAST, epoch, 0))).containsExactly(1L, 2L, 3L);

    stage.acknowledgements.deleteConfirmed();

    assertGone(() -> stage.read(EAST, epoch, 0));
    assertGone(() -> stage.read(EAST, epoch, 1));
    assertThat(sequences(stage.read(EAST, epoch, 2))).containsExactly(3L);
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(3L);
    assertThat(sequences(stage.read(NORTH, null, 0))).containsExactly(1L);
  }

  @Test
  void cursorBeforeAFeedThatIsDeletedToItsEndIsGone() {
    stage.append(EAST, 1, 2);
    var epoch = stage.epoch(EAST);
    stage.acknowledge(EAST, 2);
    stage.acknowledgements.deleteConfirmed();

    assertGone(() -> stage.read(EAST, epoch, 1));
    assertThat(stage.read(EAST, epoch, 2).entries()).isEmpty();
    assertThat(stage.read(EAST, null, 0).entries()).isEmpty();
    stage.append(EAST, 9);
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(3L);
  }

  @Test
  void manyConfirmedEntriesAreDeletedInSmallUnits() {
    stage.append(EAST, LongStream.rangeClosed(1, 1001).toArray());
    stage.acknowledge(EAST, 1001);

    stage.acknowledgements.deleteConfirmed();

    assertThat(stored()).isZero();
  }

  @Test
  void oneUnitDeletesTheOldestAndNoMoreThanItsLimit() {
    stage.append(EAST, 1, 2, 3, 4);
    stage.acknowledge(EAST, 3);

    assertThat(deleted(2)).isEqualTo(2);
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(3L, 4L);
    assertThat(deleted(2)).isEqualTo(1);
    assertThat(deleted(2)).isZero();
    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(4L);
  }

  @Test
  void acknowledgingLessThanBeforeChangesNothing() {
    stage.append(EAST, 1, 2, 3);
    stage.acknowledge(EAST, 3);
    stage.acknowledge(EAST, 1);

    assertThat(acknowledged()).isEqualTo(3);
  }

  @Test
  void slowAcknowledgementDoesNotTurnAFasterOneBack() {
    stage.append(EAST, 1, 2, 3);
    stage.acknowledge(EAST, 3);
    stage.database.sql(
        connection -> {
          FeedTable.acknowledge(connection, EAST, stage.epoch(EAST), 1);
          FeedTable.acknowledge(connection, EAST, stage.epoch(EAST), 4);
          FeedTable.acknowledge(connection, EAST, "another", 3);
          return true;
        });

    assertThat(acknowledged()).isEqualTo(3);
  }

  @Test
  void placeThatIsNotInTheFeedCannotBeAcknowledged() {
    stage.append(EAST, 1);

    assertGone(() -> stage.acknowledge(EAST, 2));
    assertGone(() -> stage.acknowledgements.acknowledge(EAST, new FeedCursor("another", 1)));
    assertGone(
        () -> stage.acknowledgements.acknowledge(NORTH, new FeedCursor(stage.epoch(EAST), 0)));
    assertThat(acknowledged()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 400})
  void pageIsBoundedInBytesButNeverEmpty(int bytes) throws SQLException {
    stage.append(EAST, 1, 2, 3);
    stage.database.close();
    var small = new FeedStage(directory, bytes);
    var length = small.items.seal(EAST, 1, changed(1)).length();

    assertThat(sequences(small.read(EAST, null, 0)))
        .hasSize(Math.max(1, bytes / length))
        .startsWith(1L);
    small.database.close();
  }

  @Test
  void pageOfExactlyTheBytesIsFull() throws SQLException {
    stage.append(EAST, 1, 2, 3);
    var length = stage.items.seal(EAST, 1, changed(1)).length();
    stage.database.close();
    stage = new FeedStage(directory, 2 * length);

    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(1L, 2L);
  }

  @Test
  void storedItemOpensInItsPlaceAlone() {
    var sealed = stage.items.seal(EAST, 1, changed(1));

    assertThat(sealed).doesNotContain("messageChanged");
    assertThat(stage.items.open(EAST, 1, sealed)).isEqualTo(changed(1));
    assertThatThrownBy(() -> stage.items.open(EAST, 2, sealed))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> stage.items.open(NORTH, 1, sealed))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void itemOfANewerVersionIsReadAsSuch() {
    assertThat(stage.items.open(EAST, 1, stage.items.seal(EAST, 1, new FeedItem.Unrecognized())))
        .isEqualTo(new FeedItem.Unrecognized());
  }

  @Test
  void pollIsOneRangeReadOfThePrimaryKey() {
    var plan =
        stage.database.query(
            connection -> {
              try (var explain =
                      connection.prepareStatement("explain query plan " + FeedTable.READ);
                  var rows = explain.executeQuery()) {
                var steps = new ArrayList<String>();
                while (rows.next()) {
                  steps.add(rows.getString("detail"));
                }
                return steps;
              }
            });

    assertThat(plan).hasSize(2);
    assertThat(plan.getFirst()).startsWith("SEARCH f USING INDEX").contains("(site=?)");
    assertThat(plan.getLast()).startsWith("SEARCH e USING PRIMARY KEY (site=? AND sequence>?)");
  }

  @Test
  void backlogIsWhatIsNotConfirmed() {
    stage.append(EAST, 1);
    stage.clock.advance(Duration.ofHours(1));
    var second = stage.clock.instant();
    stage.append(EAST, 2, 3);
    stage.append(NORTH, 1);
    stage.acknowledge(EAST, 1);
    stage.acknowledge(NORTH, 1);

    var backlogs = stage.database.query(FeedTable::backlogs);
    assertThat(backlogs)
        .filteredOn(FeedBacklog::site, NORTH)
        .containsExactly(new FeedBacklog(NORTH, 0, null));
    assertThat(backlogs)
        .filteredOn(FeedBacklog::site, EAST)
        .singleElement()
        .satisfies(east -> assertThat(east.oldest()).isBetween(second, stage.clock.instant()));

    var meters = new SimpleMeterRegistry();
    var metrics = new FeedMetrics(stage.database, stage.waiters, stage.clock, meters);
    stage.clock.advance(Duration.ofSeconds(90));
    metrics.show();

    assertThat(meters.get("dinggate.feed.depth").tag("site", "east").gauge().value()).isEqualTo(2);
    assertThat(meters.get("dinggate.feed.lag").tag("site", "east").gauge().value())
        .isBetween(90.0, 120.0);
    assertThat(meters.get("dinggate.feed.depth").tag("site", "north").gauge().value()).isZero();
    assertThat(meters.get("dinggate.feed.lag").tag("site", "north").gauge().value()).isZero();
  }

  private int deleted(int limit) {
    return stage.database.sql(connection -> FeedTable.deleteConfirmed(connection, EAST, limit));
  }

  private long acknowledged() {
    return stage
        .database
        .query(connection -> FeedTable.standing(connection, EAST))
        .orElseThrow()
        .acknowledged();
  }

  private int stored() {
    return stage.database.query(
        connection -> {
          try (var rows =
              connection.prepareStatement("select count(*) from feed_entry").executeQuery()) {
            return rows.getInt(1);
          }
        });
  }

  private static void assertGone(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEED_GONE));
  }
}

package io.dinggate.cloud.feed;

import static io.dinggate.cloud.feed.FeedStage.EAST;
import static io.dinggate.cloud.feed.FeedStage.NORTH;
import static io.dinggate.cloud.feed.FeedStage.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that is off for long costs the cloud a bounded amount of disk, and others nothing. */
class FeedRetentionTest {

  @TempDir Path directory;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private FeedStage stage;
  private FeedRetention retention;

  @BeforeEach
  void begin() {
    stage = new FeedStage(directory, 1 << 20);
    retention =
        new FeedRetention(
            stage.database, stage.database, FeedStage.config(1 << 20), stage.clock, meters);
  }

  @AfterEach
  void end() throws SQLException {
    stage.database.close();
  }

  @Test
  void whatIsTooOldIsGoneAndTheSiteIsToldSo() {
    stage.append(EAST, 1, 2);
    stage.append(NORTH, 1);
    stage.clock.advance(FeedStage.RETENTION.minusHours(1));
    var kept = stage.clock.instant();
    stage.append(EAST, 3);
    retention.look();
    assertThat(sequences(stage.read(EAST, null, 0))).as("not yet").containsExactly(1L, 2L, 3L);

    stage.clock.advance(Duration.ofHours(2));
    retention.look();

    assertThat(sequences(stage.read(EAST, null, 0))).containsExactly(3L);
    assertThat(stage.database.query(FeedTable::backlogs))
        .filteredOn(FeedBacklog::site, EAST)
        .singleElement()
        .satisfies(east -> assertThat(east.oldest()).as("of what is left").isAfterOrEqualTo(kept));
    assertThat(sequences(stage.read(EAST, stage.epoch(EAST), 2))).containsExactly(3L);
    assertThatThrownBy(() -> stage.read(EAST, stage.epoch(EAST), 1))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEED_GONE));
    assertThat(meters.counter("dinggate.feed.dropped").count()).isEqualTo(3);
  }

  @Test
  void whatIsTooMuchIsGoneOldestFirstAndOtherSitesKeepTheirs() {
    stage.append(EAST, LongStream.rangeClosed(1, 40).toArray());
    stage.append(NORTH, 1);
    assertThat(size()).isGreaterThan(FeedStage.MAX_BYTES);

    retention.look();

    var left = sequences(stage.read(EAST, null, 0));
    assertThat(left).isNotEmpty().endsWith(40L).doesNotContain(1L);
    assertThat(size()).isBetween(FeedStage.MAX_BYTES / 2, FeedStage.MAX_BYTES);
    assertThat(sequences(stage.read(NORTH, null, 0))).containsExactly(1L);
  }

  @Test
  void sizeFollowsWhatIsAppendedAndWhatIsDeleted() {
    stage.append(EAST, 1, 2, 3);
    stage.database.sql(
        connection -> {
          stage.feed.appendPayload(connection, EAST, "elsewhere", 77);
          return true;
        });
    assertThat(size()).isEqualTo(sum());

    stage.acknowledge(EAST, 2);
    stage.acknowledgements.deleteConfirmed();

    assertThat(size()).isEqualTo(sum()).isPositive();
  }

  private long size() {
    return number("select size from feed where site = 'east'");
  }

  private long sum() {
    return number("select sum(size) from feed_entry where site = 'east'");
  }

  private long number(String sql) {
    return stage.database.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
          }
        });
  }
}

package io.dinggate.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Since when a site knows nothing new, on a real PostgreSQL. */
class FeedAnswersTest {

  private final FeedStage stage = new FeedStage();
  private final Instant begin = stage.clock.instant();

  @Test
  void siteThatWasNeverAnsweredCountsFromItsFirstStart() {
    assertThat(stage.answers().last()).isEqualTo(inTheDatabase()).isNotEqualTo(Instant.EPOCH);
    assertThat(inTheDatabase()).isAfter(Instant.now().minus(Duration.ofHours(1)));
  }

  @Test
  void emptyAnswerCountsForAllReplicasAndAfterARestart() {
    stage.round(stage.reader());

    assertThat(inTheDatabase()).isEqualTo(begin);
    assertThat(stage.answers.last()).isEqualTo(begin);
    assertThat(stage.answers().last()).isEqualTo(begin);
  }

  @Test
  void answerBehindWhichMoreMayStandDoesNotCountYet() {
    stage.batch = 2;
    stage.cloud.append(3);
    var reader = stage.reader();
    var before = inTheDatabase();
    stage.round(reader);
    assertThat(inTheDatabase()).isEqualTo(before);

    stage.round(reader);

    assertThat(inTheDatabase()).isEqualTo(begin);
  }

  @Test
  void cloudThatDoesNotAnswerCountsForNothing() {
    var reader = stage.reader();
    stage.round(reader);
    stage.cloud.failPolls(() -> new ApiException(ErrorCode.CLOUD_UNAVAILABLE));
    stage.clock.advance(Duration.ofHours(1));

    assertThatThrownBy(() -> stage.round(reader)).isInstanceOf(ApiException.class);

    assertThat(stage.answers.last()).isEqualTo(begin);
  }

  @Test
  void itIsWrittenOnceAMinuteAtMost() {
    var reader = stage.reader();
    stage.round(reader);
    stage.clock.advance(Duration.ofSeconds(59));
    stage.round(reader);
    assertThat(inTheDatabase()).isEqualTo(begin);

    stage.clock.advance(Duration.ofSeconds(1));
    stage.round(reader);

    assertThat(inTheDatabase()).isEqualTo(begin.plusSeconds(60));
  }

  @Test
  void itIsReadEveryTenSecondsAtMost() {
    stage.round(stage.reader());
    var other = stage.answers();
    assertThat(other.last()).isEqualTo(begin);
    stage.clock.advance(Duration.ofMinutes(2));
    stage.round(stage.reader());
    assertThat(other.last()).isEqualTo(begin.plusSeconds(120));
    stage.database.run("update feed_answer set answered_at = answered_at + interval '1 hour'");

    stage.clock.advance(Duration.ofSeconds(9));
    assertThat(other.last()).isEqualTo(begin.plusSeconds(120));

    stage.clock.advance(Duration.ofSeconds(1));
    assertThat(other.last()).isEqualTo(begin.plusSeconds(3_720));
  }

  @Test
  void clockThatIsSetBackIsFollowed() {
    var reader = stage.reader();
    stage.round(reader);
    stage.clock.advance(Duration.ofDays(-1));

    stage.round(reader);

    assertThat(stage.answers().last()).isEqualTo(begin.minus(Duration.ofDays(1)));
  }

  private Instant inTheDatabase() {
    return stage.answers().last();
  }
}

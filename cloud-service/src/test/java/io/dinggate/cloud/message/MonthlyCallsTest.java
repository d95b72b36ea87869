package io.dinggate.cloud.message;

import static io.dinggate.cloud.message.MessageStage.EAST;
import static io.dinggate.cloud.message.MessageStage.NOON;
import static io.dinggate.cloud.message.MessageStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.message.MonthlyCalls.Kind;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.Sites;
import io.dinggate.model.CorpId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthlyCallsTest {

  private static final App HR = Sites.internal(Sites.HR);

  @TempDir Path directory;
  private MessageStage stage;
  private MonthlyCalls monthly;
  private AccessTokens tokens;

  @BeforeEach
  void begin() {
    stage = new MessageStage(directory, "monthly-calls", "10");
    monthly = stage.monthly;
    tokens = new CountedAccessTokens(new OneToken(), monthly);
  }

  @AfterEach
  void end() throws SQLException {
    stage.close();
  }

  @Test
  void fromHalfOnOnlyTheLastReceiptIsWorthACall() {
    use(4);
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isTrue();
    use(1);
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isFalse();
    use(20);
    for (var kind : Kind.values()) {
      assertThat(monthly.may(kind, HR, EAST)).isEqualTo(kind != Kind.RECEIPT);
    }
  }

  @Test
  void warnsFromEightyPercentOn() {
    use(7);
    assertThat(monthly.warned()).isZero();
    use(1);
    assertThat(monthly.warned()).isOne();
    assertThat(stage.meters.get("dinggate.message.monthly.corps.warned").gauge().value())
        .isEqualTo(1);
    assertThat(health().getData().orElseThrow())
        .containsEntry("state", "warning")
        .containsEntry("corpsNearTheirMonthlyCalls", 1L);
  }

  @Test
  void nextMonthBeginsAnewAtMidnightInShanghai() {
    use(10);
    stage.clock.set(Instant.parse("2026-03-31T15:59:59Z"));
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isFalse();
    stage.clock.set(Instant.parse("2026-03-31T16:00:00Z"));
    assertThat(monthly.warned()).isZero();
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isTrue();
    use(4);
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isTrue();
  }

  @Test
  void whatWasSentIsCountedAfterARestart() {
    for (var i = 0; i < 3; i++) {
      stage.accept("m" + i, text("hi " + i, 1));
    }
    stage.accept("t", MessageStage.template(1, null));
    stage.send();
    stage.database.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                "update task set receipt_reads = 1, recall_state = 'DONE' where id ="
                    + " (select min(id) from task)");
          }
        });
    var restarted = restarted();

    assertThat(restarted.may(Kind.RECEIPT, HR, EAST)).as("3 sent, 1 read, 1 recalled").isFalse();
    stage.clock.advance(Duration.ofDays(40));
    assertThat(restarted().may(Kind.RECEIPT, HR, EAST)).isTrue();
  }

  @Test
  void sendsAreCountedAsTheyAreMade() {
    for (var i = 0; i < 5; i++) {
      assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).as("after %s", i).isTrue();
      stage.accept("m" + i, text("hi " + i, 1));
      stage.send();
    }

    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isFalse();
  }

  @Test
  void onlyCallsThatDingTalkCountsAreCounted() {
    Function<String, String> answered = token -> token;
    Function<String, String> throttled =
        failing(new DingTalkFailure.Throttled(Duration.ofSeconds(1)));
    Function<String, String> banned = failing(new DingTalkFailure.Banned(Duration.ofMinutes(5)));
    for (var i = 0; i < 20; i++) {
      tokens.call(HR, EAST, answered);
      for (var refused : List.of(throttled, banned)) {
        assertThatThrownBy(() -> tokens.countedCall(HR, EAST, refused))
            .isInstanceOf(DingTalkException.class);
      }
    }
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isTrue();

    for (var i = 0; i < 4; i++) {
      tokens.countedCall(HR, EAST, answered);
    }
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).as("4 of 10").isTrue();
    assertThatThrownBy(
            () -> tokens.countedCall(HR, EAST, failing(new DingTalkFailure.Unavailable("500"))))
        .isInstanceOf(DingTalkException.class);
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).as("5 of 10").isFalse();
  }

  private static Function<String, String> failing(DingTalkFailure failure) {
    return _ -> {
      throw new DingTalkException("call", failure);
    };
  }

  /** Its beginning is stored before it is recorded. */
  @Test
  void firstCallOfAProcessIsCountedOnce() {
    for (var i = 0; i < 4; i++) {
      stage.accept("m" + i, text("hi " + i, 1));
      stage.send();
    }

    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).as("4 of 10").isTrue();
  }

  @Test
  void suitesAndUnlimitedAppsAreNotCounted() {
    IntStream.range(0, 20).forEach(_ -> monthly.record(Sites.suite(), EAST));
    assertThat(monthly.may(Kind.RECEIPT, Sites.suite(), EAST)).isTrue();
    assertThat(monthly.may(Kind.RECEIPT, HR, EAST)).isTrue();

    var unlimited =
        new MonthlyCalls(
            stage.database, MessageConfigs.of(), stage.clock, new SimpleMeterRegistry());
    IntStream.range(0, 20).forEach(_ -> unlimited.record(HR, EAST));
    assertThat(unlimited.may(Kind.RECEIPT, HR, EAST)).isTrue();
    assertThat(unlimited.warned()).isZero();
  }

  @Test
  void healthIsFineOtherwiseAndShowsTheBan() {
    assertThat(health().getData().orElseThrow()).containsOnly(Map.entry("state", "ok"));
    stage.banEnd.set(Optional.of(NOON));

    assertThat(health().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(health().getData().orElseThrow())
        .containsEntry("state", "warning")
        .containsEntry("bannedUntil", NOON.toString());
  }

  @Test
  void healthShowsThatNothingIsSentAfterARestore() {
    stage.database.sql(
        connection -> {
          stage.pause.databaseWasRestored(connection, NOON);
          return true;
        });
    stage.pause.look();

    assertThat(health().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(health().getData().orElseThrow())
        .containsEntry("state", "warning")
        .containsEntry("sendingPaused", "restored")
        .containsEntry("sendingPausedSince", NOON.toString());
  }

  private HealthCheckResponse health() {
    return new MessageHealth(stage.banEnd::get, stage.pause, monthly, stage.outcomes).call();
  }

  private MonthlyCalls restarted() {
    return new MonthlyCalls(stage.database, stage.config, stage.clock, new SimpleMeterRegistry());
  }

  private static final class OneToken implements AccessTokens {
    @Override
    public <T> T call(App app, CorpId corp, Function<String, T> use) {
      return use.apply("token");
    }
  }

  private void use(int calls) {
    IntStream.range(0, calls).forEach(_ -> monthly.record(HR, EAST));
  }
}

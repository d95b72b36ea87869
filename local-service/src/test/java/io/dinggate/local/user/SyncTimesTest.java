package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncTimesTest {

  private static final Instant EVENING = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void nextRunIsTheNextNightOfTheCorps() {
    assertThat(times(0).next(SyncState.COMPLETE, EVENING))
        .isEqualTo(Instant.parse("2026-11-22T18:30:00Z"));
    assertThat(times(0).next(SyncState.COMPLETE, Instant.parse("2026-11-22T18:30:00Z")))
        .isEqualTo(Instant.parse("2026-11-23T18:30:00Z"));
  }

  @Test
  void notAllComeAtOnce() {
    assertThat(times(0.5).next(SyncState.COMPLETE, EVENING))
        .isEqualTo(Instant.parse("2026-11-22T19:00:00Z"));
  }

  @Test
  void whatDidNotReachItsEndIsBegunAnewSoon() {
    for (var state : new SyncState[] {SyncState.INCOMPLETE, SyncState.FAILED}) {
      assertThat(times(0.5).next(state, EVENING)).isEqualTo(Instant.parse("2026-11-22T13:00:00Z"));
    }
  }

  private static SyncTimes times(double random) {
    return new SyncTimes(config(), () -> random);
  }

  private static DirectoryConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(DirectoryConfig.class)
        .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
        .build()
        .getConfigMapping(DirectoryConfig.class);
  }
}

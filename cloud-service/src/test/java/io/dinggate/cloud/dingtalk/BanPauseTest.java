package io.dinggate.cloud.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BanPauseTest {

  private final MovableClock clock = new MovableClock();
  private final BanPause pause = new BanPause(clock, Duration.ofMinutes(5));

  @Test
  void nothingIsSentUntilThePauseIsOver() {
    assertThat(pause.current()).isEmpty();

    pause.begin();

    clock.advance(Duration.ofMinutes(4));
    assertThat(pause.current().orElseThrow().retryAfter())
        .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    assertThat(pause.current()).isEmpty();
  }
}

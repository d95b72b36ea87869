package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.testing.SettableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

  private static final ClientCaller CALLER = new ClientCaller("books", Set.of("users:read"));

  private final SettableClock clock = new SettableClock();
  private final VerifiedTokens tokens = new VerifiedTokens(clock);

  @Test
  void aTokenIsKnownUntilTheMomentOfItsExpiry() {
    tokens.add("Bearer a.b.c", CALLER, clock.instant().plusSeconds(300));
    clock.advance(Duration.ofMillis(299_999));
    assertThat(tokens.find("Bearer a.b.c")).contains(CALLER);
    clock.advance(Duration.ofMillis(1));
    assertThat(tokens.find("Bearer a.b.c")).isEmpty();
  }

  @Test
  void nothingButTheWholeTokenIsKnown() {
    tokens.add("Bearer a.b.c", CALLER, clock.instant().plusSeconds(300));
    assertThat(tokens.find("Bearer a.b.d")).isEmpty();
    assertThat(tokens.find("Bearer a.b.")).isEmpty();
    assertThat(tokens.find("Basic a.b.c")).isEmpty();
  }
}

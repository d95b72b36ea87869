package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.platform.StartupCheck;
import io.dinggate.platform.StartupFault;
import io.quarkus.runtime.StartupEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupChecksTest {

  @Test
  void allFaultsOfAllChecksAreInOneMessage() {
    StartupCheck first = () -> List.of(new StartupFault("dinggate.a", "is wrong"));
    StartupCheck second =
        () ->
            List.of(
                new StartupFault("dinggate.b", "is too small"),
                new StartupFault("dinggate.c", "is too big"));

    assertThatThrownBy(() -> new StartupChecks(List.of(first, second)).check(new StartupEvent()))
        .hasMessageContainingAll(
            "dinggate.a: is wrong", "dinggate.b: is too small", "dinggate.c: is too big");
  }

  @Test
  void noFaultIsNoObstacle() {
    assertThatCode(() -> new StartupChecks(List.of(List::of)).check(new StartupEvent()))
        .doesNotThrowAnyException();
  }
}

package io.dinggate.cloud.platform;

import io.dinggate.platform.StartupCheck;
import io.dinggate.platform.StartupFault;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Asks every {@link StartupCheck} and stops the start with the list of all that is wrong. */
@Singleton
final class StartupChecks {

  private static final int BEFORE_EVERYTHING = 0;

  private final List<StartupCheck> checks;

  StartupChecks(@All List<StartupCheck> checks) {
    this.checks = checks;
  }

  void check(@Observes @Priority(BEFORE_EVERYTHING) StartupEvent event) {
    var faults = checks.stream().flatMap(check -> check.faults().stream()).toList();
    if (!faults.isEmpty()) {
      throw new StartupRefusedException(faults);
    }
  }

  /** The service must not start. */
  static final class StartupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartupRefusedException(List<StartupFault> faults) {
      super(
          faults.stream()
              .map(StartupFault::toString)
              .collect(Collectors.joining("\n  ", "cannot start:\n  ", "")));
    }
  }
}

package io.dinggate.cloud.testing;

import io.dinggate.cloud.app.SuiteTickets;
import io.dinggate.cloud.registry.Registry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Gives the world's suite the suite ticket that the sandbox begins with; any that a test pushes is
 * newer.
 */
@Singleton
class TicketAtStart {

  private static final String FIRST_TICKET = "demo-suite-ticket-1";

  void give(@Observes StartupEvent start, Registry registry, SuiteTickets tickets) {
    registry
        .snapshot()
        .app(Apps.SUITE)
        .ifPresent(suite -> tickets.store(suite, FIRST_TICKET, Instant.EPOCH));
  }
}

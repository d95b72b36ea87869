package io.dinggate.cloud.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells which suites have no suite ticket, or one so old that DingTalk's pushes seem not to arrive.
 * A warning only: whatever the other apps do goes on.
 */
@Readiness
@Singleton
final class SuiteTicketHealth implements HealthCheck {

  private final SuiteTicketAges ages;

  SuiteTicketHealth(SuiteTicketAges ages) {
    this.ages = ages;
  }

  @Override
  public HealthCheckResponse call() {
    var overdue = ages.overdue();
    var response = HealthCheckResponse.named("suite tickets").up();
    response.withData("state", overdue.isEmpty() ? "ok" : "warning");
    overdue.forEach((suite, since) -> response.withData(suite.value(), since));
    return response.build();
  }
}

package io.dinggate.local.feed;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Warns when the cloud's feed is not read, or not wholly; the site keeps serving without it. */
@Readiness
@ApplicationScoped
final class FeedHealth implements HealthCheck {

  private final FeedStanding standing;

  FeedHealth(FeedStanding standing) {
    this.standing = standing;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("feed").up();
    var warnings = standing.warnings();
    return warnings.isEmpty()
        ? answer.build()
        : answer.withData("warning", String.join("; ", warnings)).build();
  }
}

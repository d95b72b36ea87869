package io.dinggate.local.message;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Warns when messages wait for the cloud too long; the site goes on taking them. */
@Readiness
@ApplicationScoped
final class OutboxHealth implements HealthCheck {

  private final OutboxStanding standing;

  OutboxHealth(OutboxStanding standing) {
    this.standing = standing;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("outbox").up();
    return standing
        .warning()
        .map(warning -> answer.withData("warning", warning))
        .orElse(answer)
        .build();
  }
}

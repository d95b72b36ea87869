package io.dinggate.cloud.message;

import io.dinggate.cloud.dingtalk.AddressBan;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells when messages wait for something that an operator should know of. A warning only: what is
 * stored is not lost, and taking the service away would help nobody.
 */
@Readiness
@Singleton
final class MessageHealth implements HealthCheck {

  private final AddressBan ban;
  private final Sending sending;
  private final MonthlyCalls monthly;
  private final TaskOutcomes outcomes;

  MessageHealth(AddressBan ban, Sending sending, MonthlyCalls monthly, TaskOutcomes outcomes) {
    this.ban = ban;
    this.sending = sending;
    this.monthly = monthly;
    this.outcomes = outcomes;
  }

  @Override
  public HealthCheckResponse call() {
    var banned = ban.until();
    var corps = monthly.warned();
    var unstored = outcomes.waiting();
    var paused = sending.paused();
    var fine = paused.isEmpty() && banned.isEmpty() && corps == 0 && unstored == 0;
    var response = HealthCheckResponse.named("messages").up();
    response.withData("state", fine ? "ok" : "warning");
    paused.ifPresent(
        pause ->
            response
                .withData("sendingPaused", pause.reason())
                .withData("sendingPausedSince", pause.since().toString()));
    banned.ifPresent(end -> response.withData("bannedUntil", end.toString()));
    if (corps > 0) {
      response.withData("corpsNearTheirMonthlyCalls", corps);
    }
    if (unstored > 0) {
      response.withData("outcomesNotStored", unstored);
    }
    return response.build();
  }
}

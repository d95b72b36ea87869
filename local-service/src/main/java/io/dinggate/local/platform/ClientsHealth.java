package io.dinggate.local.platform;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Warns, without taking the service out of use, when the clients file on disk is not in force. */
@Readiness
@ApplicationScoped
final class ClientsHealth implements HealthCheck {

  private final Clients clients;

  ClientsHealth(Clients clients) {
    this.clients = clients;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("clients file").up();
    var faults = clients.faults();
    return faults.isEmpty()
        ? answer.build()
        : answer.withData("warning", "not in force: " + String.join("; ", faults)).build();
  }
}

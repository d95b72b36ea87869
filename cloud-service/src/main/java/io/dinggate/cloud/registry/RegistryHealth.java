package io.dinggate.cloud.registry;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells when the registry file and what is in force differ. A warning only: taking the service away
 * would turn a typing mistake into an outage.
 */
@Readiness
@Singleton
final class RegistryHealth implements HealthCheck {

  private final FileRegistry registry;

  RegistryHealth(FileRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HealthCheckResponse call() {
    var faults = registry.faults();
    var response = HealthCheckResponse.named("registry").up();
    response.withData("state", faults.isEmpty() ? "ok" : "warning");
    if (!faults.isEmpty()) {
      response.withData("faults", faults.size());
      response.withData("first", faults.getFirst().toString());
    }
    return response.build();
  }
}

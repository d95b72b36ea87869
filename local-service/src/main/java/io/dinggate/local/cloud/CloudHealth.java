package io.dinggate.local.cloud;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Warns when the cloud cannot be reached, and says why; the site keeps serving without it. */
@Readiness
@ApplicationScoped
final class CloudHealth implements HealthCheck {

  private final CloudCircuit circuit;

  CloudHealth(CloudCircuit circuit) {
    this.circuit = circuit;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("cloud").up();
    var trouble = circuit.trouble();
    return circuit.isOpen() || trouble != null
        ? answer
            .withData("warning", "the cloud cannot be reached: " + CloudCircuit.text(trouble))
            .build()
        : answer.build();
  }
}

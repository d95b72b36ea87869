package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.regex.Pattern;

/** Secrets are made in the cluster and referred to by name; nothing that is rendered holds one. */
final class SecretRules implements Rule {

  /** Names of settings that hold a secret themselves, as opposed to the place of one. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|_KEY)$");

  @Override
  public void judge(Rendered overlay, Findings findings) {
    overlay
        .all(Secret.class)
        .forEach(
            secret ->
                findings.require(
                    false,
                    "Secret %s: a secret is made in the cluster, not rendered",
                    secret.getMetadata().getName()));
    for (var map : overlay.all(ConfigMap.class)) {
      var name = "ConfigMap " + map.getMetadata().getName();
      map.getData().forEach((key, value) -> setting(name, key, value, findings));
      findings.require(map.getBinaryData().isEmpty(), "%s: must be readable text", name);
    }
    for (var workload : overlay.workloads()) {
      workload.containers().forEach(container -> environment(workload, container, findings));
    }
  }

  private static void environment(Workload workload, Container container, Findings findings) {
    container.getEnv().stream()
        .filter(variable -> variable.getValue() != null)
        .forEach(
            variable ->
                setting(workload.name(), variable.getName(), variable.getValue(), findings));
    // What stands in the environment is inherited by every child and printed by every inspection.
    findings.require(
        container.getEnv().stream()
                .allMatch(
                    variable ->
                        variable.getValueFrom() == null
                            || variable.getValueFrom().getSecretKeyRef() == null)
            && container.getEnvFrom().stream().allMatch(source -> source.getSecretRef() == null),
        "%s: a secret must be mounted as a file, not stand in the environment",
        workload);
  }

  private static void setting(String where, String key, String value, Findings findings) {
    findings.require(
        !SECRET_NAME.matcher(key).matches(), "%s: %s holds a secret: name a file", where, key);
    SecretValues.in(value)
        .forEach(what -> findings.require(false, "%s: %s looks like %s", where, key, what));
  }
}

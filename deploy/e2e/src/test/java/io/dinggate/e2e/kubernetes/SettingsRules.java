package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a ConfigMap sets must be a key of the service, and agree with the pod around it. */
final class SettingsRules implements Rule {

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var workload : overlay.workloads()) {
      var settings = overlay.settings(workload);
      var known = KnownSettings.of(workload.name());
      settings
          .keySet()
          .forEach(
              key ->
                  findings.require(
                      known.contains(key), "%s: %s is no key of the service", workload, key));
      ports(workload, settings, findings);
      paths(workload, settings, findings);
      settings.forEach((key, value) -> urls(workload, key, value, findings));
    }
  }

  private static void ports(Workload workload, Map<String, String> settings, Findings findings) {
    var ports =
        workload.containers().stream()
            .flatMap(container -> container.getPorts().stream())
            .collect(
                Collectors.toMap(
                    ContainerPort::getName, port -> Integer.toString(port.getContainerPort())));
    var set =
        Map.of(
            "http", settings.getOrDefault("DINGGATE_HTTP_PORT", "not set"),
            "management", settings.getOrDefault("DINGGATE_MANAGEMENT_PORT", "not set"));
    findings.require(ports.equals(set), "%s: has ports %s but is set to %s", workload, ports, set);
  }

  private static void paths(Workload workload, Map<String, String> settings, Findings findings) {
    var mounts =
        workload.containers().stream()
            .flatMap(container -> container.getVolumeMounts().stream())
            .map(mount -> mount.getMountPath())
            .collect(Collectors.toSet());
    settings.forEach(
        (key, value) ->
            findings.require(
                !value.startsWith("/") || isBelow(value, mounts),
                "%s: nothing is mounted where %s points to",
                workload,
                key));
  }

  private static boolean isBelow(String path, Set<String> mounts) {
    return mounts.stream().anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"));
  }

  private static void urls(Workload workload, String key, String value, Findings findings) {
    if (!key.equals("DINGGATE_PUBLIC_URL") && !key.equals("DINGGATE_CLOUD_URL")) {
      return;
    }
    var url = URI.create(value);
    findings.require(
        "https".equals(url.getScheme()) && url.getHost() != null && url.getRawPath().isEmpty(),
        "%s: %s must be https://host without a path",
        workload,
        key);
  }
}

package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a ConfigMap sets must be a key of the service or one of an external issuer, and agree with
 * the pod around it.
 */
final class SettingsRules implements Rule {

  /** {@code quarkus.oidc.*}, whose tokens count; not the service's own client at an issuer. */
  private static final Pattern ISSUER = Pattern.compile("QUARKUS_OIDC_(?!CLIENT_).+");

  /** Without one of them a site goes on to ask itself for keys, or to expect tokens of its own. */
  private static final Set<String> NEEDED_OF_A_SITES_ISSUER =
      Set.of("QUARKUS_OIDC_AUTH_SERVER_URL", "QUARKUS_OIDC_JWKS_PATH", "QUARKUS_OIDC_TOKEN_ISSUER");

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
                      known.contains(key) || isOfAnIssuer(key),
                      "%s: %s is no key of the service",
                      workload,
                      key));
      ports(workload, settings, findings);
      paths(workload, settings, findings);
      settings.forEach((key, value) -> urls(workload, key, value, findings));
      findings.require(
          workload.name().equals("cloud-service")
              || !namesAnIssuer(settings)
              || settings.keySet().containsAll(NEEDED_OF_A_SITES_ISSUER),
          "%s: an issuer needs all of %s",
          workload,
          NEEDED_OF_A_SITES_ISSUER);
    }
  }

  /** Whether the access tokens of an external issuer are to count. */
  static boolean namesAnIssuer(Map<String, String> settings) {
    return settings.keySet().stream().anyMatch(SettingsRules::isOfAnIssuer);
  }

  private static boolean isOfAnIssuer(String key) {
    return ISSUER.matcher(key).matches();
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
                !value.startsWith("/") || isOfAnIssuer(key) || isBelow(value, mounts),
                "%s: nothing is mounted where %s points to",
                workload,
                key));
  }

  private static boolean isBelow(String path, Set<String> mounts) {
    return mounts.stream().anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"));
  }

  private static void urls(Workload workload, String key, String value, Findings findings) {
    findings.require(
        !isOfAnIssuer(key) || !value.startsWith("http://"), "%s: %s must be https", workload, key);
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

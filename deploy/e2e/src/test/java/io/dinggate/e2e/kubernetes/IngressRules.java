package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an ingress publishes: exactly the public paths, by TLS, under the host of the public URL.
 */
final class IngressRules implements Rule {

  static final Map<String, Set<String>> PUBLIC =
      Map.of(
          "cloud-service",
          Set.of(
              "Exact /login/callback",
              "Prefix /dingtalk/apps/",
              "Prefix /oauth2/",
              "Prefix /.well-known/",
              "Prefix /api/v1/"),
          "local-service",
          Set.of("Prefix /"));

  @Override
  public void judge(Rendered overlay, Findings findings) {
    var ingresses = overlay.all(Ingress.class);
    for (var workload : overlay.workloads()) {
      findings.require(
          ingresses.stream()
              .anyMatch(ingress -> ingress.getMetadata().getName().equals(workload.name())),
          "%s: no Ingress of that name",
          workload);
    }
    for (var ingress : ingresses) {
      var name = ingress.getMetadata().getName();
      var paths = paths(ingress);
      var expected = PUBLIC.getOrDefault(name, Set.of());
      findings.require(
          paths.equals(expected), "Ingress %s: publishes %s instead of %s", name, paths, expected);
      findings.require(
          backends(ingress).equals(Set.of(name + ":http")),
          "Ingress %s: must lead to the port http of its service only",
          name);
      findings.require(
          ingress.getSpec().getDefaultBackend() == null,
          "Ingress %s: must not have a default backend",
          name);
      hosts(overlay, ingress, findings);
    }
  }

  private static void hosts(Rendered overlay, Ingress ingress, Findings findings) {
    var name = ingress.getMetadata().getName();
    var ruled = ingress.getSpec().getRules().stream().map(IngressRule::getHost).toList();
    var secured =
        ingress.getSpec().getTls().stream()
            .map(IngressTLS::getHosts)
            .flatMap(List::stream)
            .toList();
    findings.require(
        secured.equals(ruled), "Ingress %s: hosts %s have TLS for %s", name, ruled, secured);
    overlay.workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .map(workload -> overlay.settings(workload).getOrDefault("DINGGATE_PUBLIC_URL", ""))
        .forEach(
            url ->
                findings.require(
                    ruled.equals(List.of(String.valueOf(URI.create(url).getHost()))),
                    "Ingress %s: its hosts %s are not that of DINGGATE_PUBLIC_URL",
                    name,
                    ruled));
  }

  private static Set<String> paths(Ingress ingress) {
    return ingress.getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(path -> path.getPathType() + " " + path.getPath())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> backends(Ingress ingress) {
    return ingress.getSpec().getRules().stream()
        .flatMap(rule -> rule.getHttp().getPaths().stream())
        .map(HTTPIngressPath::getBackend)
        .map(backend -> backend.getService())
        .map(service -> service.getName() + ":" + service.getPort().getName())
        .collect(Collectors.toSet());
  }
}

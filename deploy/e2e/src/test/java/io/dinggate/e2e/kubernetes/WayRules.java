package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways that policies open are those that the services need, and no more. */
final class WayRules implements Rule {

  /** Any port, as long as it is named: what listens there is not ours. */
  private static final Set<String> ANY = Set.of();

  private static final Map<String, Set<String>> IN =
      Map.of("from-ingress-controller", Set.of("http"), "from-monitor", Set.of("management"));

  private static final Map<String, Set<String>> OUT =
      Map.of(
          "to-dns", Set.of("53"),
          "cloud-service-to-dingtalk", Set.of("443"),
          "local-service-to-cloud", ANY,
          "local-service-to-proxy", ANY,
          "local-service-to-iam", ANY,
          "local-service-to-database", ANY);

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var policy : overlay.all(NetworkPolicy.class)) {
      var name = policy.getMetadata().getName();
      way(name, IN, "in", portsIn(policy), findings);
      way(name, OUT, "out", portsOut(policy), findings);
    }
    for (var workload : overlay.workloads()) {
      if (workload.name().equals("local-service")) {
        local(overlay, overlay.settings(workload), findings);
      }
    }
  }

  private static void way(
      String name,
      Map<String, Set<String>> known,
      String direction,
      Set<String> ports,
      Findings findings) {
    if (ports.isEmpty()) {
      return;
    }
    var needed = known.get(name);
    findings.require(
        needed != null, "NetworkPolicy %s: nothing of ours needs its way %s", name, direction);
    findings.require(
        needed == null || needed.equals(ANY) || needed.equals(ports),
        "NetworkPolicy %s: opens the ports %s instead of %s",
        name,
        ports,
        needed);
  }

  private static void local(Rendered overlay, Map<String, String> settings, Findings findings) {
    findings.require(
        overlay.one(NetworkPolicy.class, "local-service-to-database").isPresent(),
        "local-service: no NetworkPolicy opens the way to the database");
    var expected =
        settings.containsKey("DINGGATE_CLOUD_PROXY")
            ? Set.of("local-service-to-proxy")
            : Set.of("local-service-to-cloud");
    var found =
        Stream.of("local-service-to-proxy", "local-service-to-cloud")
            .filter(name -> overlay.one(NetworkPolicy.class, name).isPresent())
            .collect(Collectors.toSet());
    findings.require(
        found.equals(expected),
        "local-service: the way to the cloud is %s instead of %s",
        found,
        expected);
  }

  private static Set<String> portsIn(NetworkPolicy policy) {
    return names(policy.getSpec().getIngress().stream().map(rule -> rule.getPorts()));
  }

  private static Set<String> portsOut(NetworkPolicy policy) {
    return names(policy.getSpec().getEgress().stream().map(rule -> rule.getPorts()));
  }

  private static Set<String> names(Stream<List<NetworkPolicyPort>> ports) {
    return ports
        .flatMap(List::stream)
        .map(
            port ->
                port.getPort() == null || port.getPort().getValue() == null
                    ? "every port"
                    : port.getPort().getValue().toString())
        .collect(Collectors.toSet());
  }
}

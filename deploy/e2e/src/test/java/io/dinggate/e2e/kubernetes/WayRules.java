package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways that policies open are those that the services need: none is missing, none is more, and
 * each leads to where it is meant to.
 */
final class WayRules implements Rule {

  /** Any port, as long as it is named: what listens there is not ours. */
  private static final Set<String> ANY = Set.of();

  private static final Map<String, Set<String>> IN =
      Map.of("from-ingress-controller", Set.of("http"), "from-monitor", Set.of("management"));

  private static final Map<String, Set<String>> OUT =
      Map.of(
          "to-dns", Set.of("53", "53/UDP"),
          "cloud-service-to-dingtalk", Set.of("443"),
          "local-service-to-cloud", ANY,
          "local-service-to-proxy", ANY,
          "local-service-to-iam", ANY,
          "local-service-to-database", ANY);

  /** The only pods that ours connect to. */
  private static final NetworkPolicyPeer NAME_SERVER =
      new NetworkPolicyPeerBuilder()
          .withNewNamespaceSelector()
          .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
          .endNamespaceSelector()
          .withNewPodSelector()
          .addToMatchLabels("k8s-app", "kube-dns")
          .endPodSelector()
          .build();

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var policy : overlay.all(NetworkPolicy.class)) {
      var name = policy.getMetadata().getName();
      way(name, IN, "in", portsIn(policy), findings);
      way(name, OUT, "out", portsOut(policy), findings);
      policy.getSpec().getEgress().stream()
          .flatMap(rule -> rule.getTo().stream())
          .forEach(peer -> peer(name, peer, findings));
    }
    for (var workload : overlay.workloads()) {
      var needed = needed(overlay, workload);
      var open = open(overlay, workload);
      for (var name : needed) {
        findings.require(open.contains(name), "%s: no NetworkPolicy opens %s", workload, name);
      }
      for (var name : open) {
        findings.require(
            needed.contains(name) || !OUT.containsKey(name),
            "%s: nothing is set to use %s",
            workload,
            name);
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

  private static void peer(String name, NetworkPolicyPeer peer, Findings findings) {
    var isAddresses =
        peer.getIpBlock() != null
            && peer.getNamespaceSelector() == null
            && peer.getPodSelector() == null;
    if (name.equals("to-dns")) {
      // One address: the cache on the node, or the DNS of a cluster that does not run it in pods.
      findings.require(
          peer.equals(NAME_SERVER) || (isAddresses && isOneAddress(peer.getIpBlock().getCidr())),
          "NetworkPolicy %s: must lead to the cluster's name server",
          name);
    } else {
      findings.require(isAddresses, "NetworkPolicy %s: must lead to addresses", name);
    }
  }

  private static boolean isOneAddress(String cidr) {
    return Cidr.of(cidr).filter(Cidr::isOneAddress).isPresent();
  }

  /** The ways that the workload's settings ask for. */
  private static Set<String> needed(Rendered overlay, Workload workload) {
    var needed = new TreeSet<>(Set.of("to-dns", "from-ingress-controller"));
    if (!overlay.all(ServiceMonitor.class).isEmpty()) {
      needed.add("from-monitor");
    }
    if (workload.name().equals("cloud-service")) {
      needed.add("cloud-service-to-dingtalk");
    } else {
      needed.add("local-service-to-database");
      needed.add(
          overlay.settings(workload).containsKey("DINGGATE_CLOUD_PROXY")
              ? "local-service-to-proxy"
              : "local-service-to-cloud");
      if (SettingsRules.namesAnIssuer(overlay.settings(workload))) {
        needed.add("local-service-to-iam");
      }
    }
    return needed;
  }

  /** The policies that let the workload's pods through: one that has no rule is none. */
  private static Set<String> open(Rendered overlay, Workload workload) {
    return overlay.all(NetworkPolicy.class).stream()
        .filter(policy -> workload.isMeantBy(policy.getSpec().getPodSelector()))
        .filter(policy -> opensIn(policy) || opensOut(policy))
        .map(policy -> policy.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean opensIn(NetworkPolicy policy) {
    return policy.getSpec().getPolicyTypes().contains("Ingress") && !portsIn(policy).isEmpty();
  }

  private static boolean opensOut(NetworkPolicy policy) {
    return policy.getSpec().getPolicyTypes().contains("Egress") && !portsOut(policy).isEmpty();
  }

  private static Set<String> portsIn(NetworkPolicy policy) {
    return names(policy.getSpec().getIngress().stream().map(rule -> rule.getPorts()));
  }

  private static Set<String> portsOut(NetworkPolicy policy) {
    return names(policy.getSpec().getEgress().stream().map(rule -> rule.getPorts()));
  }

  private static Set<String> names(Stream<List<NetworkPolicyPort>> ports) {
    return ports.flatMap(List::stream).map(WayRules::name).collect(Collectors.toSet());
  }

  private static String name(NetworkPolicyPort port) {
    if (port.getPort() == null || port.getPort().getValue() == null) {
      return "every port";
    }
    var protocol = port.getProtocol();
    return port.getPort().getValue()
        + (protocol == null || protocol.equals("TCP") ? "" : "/" + protocol);
  }
}

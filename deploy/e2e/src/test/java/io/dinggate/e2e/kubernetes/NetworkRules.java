package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Everything is closed but what is named: who comes in by which port, and where pods may go. */
final class NetworkRules implements Rule {

  private static final Set<String> BOTH_WAYS = Set.of("Ingress", "Egress");

  /** Addresses that no pod of ours has business with although DingTalk may be anywhere else. */
  private static final Set<String> NOT_THE_INTERNET =
      Set.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16");

  @Override
  public void judge(Rendered overlay, Findings findings) {
    var policies = overlay.all(NetworkPolicy.class);
    for (var workload : overlay.workloads()) {
      findings.require(
          policies.stream().anyMatch(policy -> closes(policy, workload)),
          "%s: no NetworkPolicy closes everything for its pods",
          workload);
    }
    policies.forEach(policy -> policy(overlay, policy, findings));
  }

  private static boolean closes(NetworkPolicy policy, Workload workload) {
    return selects(policy, workload)
        && Set.copyOf(policy.getSpec().getPolicyTypes()).equals(BOTH_WAYS)
        && policy.getSpec().getIngress().isEmpty()
        && policy.getSpec().getEgress().isEmpty();
  }

  private static boolean selects(NetworkPolicy policy, Workload workload) {
    return workload.isMeantBy(policy.getSpec().getPodSelector());
  }

  private static void policy(Rendered overlay, NetworkPolicy policy, Findings findings) {
    var name = "NetworkPolicy " + policy.getMetadata().getName();
    findings.require(
        overlay.workloads().stream().anyMatch(workload -> selects(policy, workload)),
        "%s: selects no pod",
        name);
    policy.getSpec().getIngress().forEach(rule -> incoming(name, rule, findings));
    for (var rule : policy.getSpec().getEgress()) {
      findings.require(!rule.getTo().isEmpty(), "%s: must say where to", name);
      ports(name, rule.getPorts(), findings);
    }
    blocks(policy).forEach(block -> block(policy, name, block, findings));
  }

  private static void incoming(String name, NetworkPolicyIngressRule rule, Findings findings) {
    findings.require(
        !rule.getFrom().isEmpty()
            && rule.getFrom().stream().allMatch(peer -> peer.getNamespaceSelector() != null)
            && rule.getFrom().stream()
                .noneMatch(peer -> peer.getNamespaceSelector().getMatchLabels().isEmpty()),
        "%s: must say which namespace may come in",
        name);
    ports(name, rule.getPorts(), findings);
  }

  private static void ports(String name, List<NetworkPolicyPort> ports, Findings findings) {
    findings.require(
        !ports.isEmpty()
            && ports.stream().allMatch(port -> port.getPort() != null && port.getEndPort() == null),
        "%s: must say which ports",
        name);
  }

  private static Stream<IPBlock> blocks(NetworkPolicy policy) {
    return Stream.concat(
            policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream()),
            policy.getSpec().getIngress().stream().flatMap(rule -> rule.getFrom().stream()))
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(Objects::nonNull);
  }

  private static void block(NetworkPolicy policy, String name, IPBlock block, Findings findings) {
    var cidr = Cidr.of(block.getCidr());
    findings.require(
        cidr.isPresent(), "%s: %s is no CIDR: the overlay must set one", name, block.getCidr());
    findings.require(
        cidr.isEmpty()
            || !cidr.get().isEverything()
            || (policy.getMetadata().getName().equals("cloud-service-to-dingtalk")
                && block.getExcept().containsAll(NOT_THE_INTERNET)),
        "%s: must not open the way to everywhere",
        name);
  }
}

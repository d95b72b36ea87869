package io.dinggate.e2e.kubernetes;

import static io.dinggate.e2e.kubernetes.Broken.change;
import static io.dinggate.e2e.kubernetes.Broken.overlay;
import static io.dinggate.e2e.kubernetes.Broken.without;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check of ways in and out finds what it is there for, in a copy that was broken once. */
class BrokenNetworksTest {

  @ParameterizedTest
  @MethodSource({"networks", "ways", "peers", "ingresses"})
  void thePolicyNames(Path overlay, UnaryOperator<Rendered> change, String violation) {
    Broken.expect(overlay, change, violation);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        overlay(
            "nothing closed",
            Overlays.EAST,
            without(NetworkPolicy.class, "default-deny"),
            "closes everything"),
        overlay(
            "other pods closed",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "default-deny",
                policy ->
                    policy
                        .getSpec()
                        .setPodSelector(new LabelSelector(List.of(), Map.of("app", "other")))),
            "closes everything"),
        overlay(
            "only one way closed",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "default-deny",
                policy -> policy.getSpec().setPolicyTypes(List.of("Ingress"))),
            "closes everything"),
        overlay(
            "nobody let in",
            Overlays.CLOUD,
            without(NetworkPolicy.class, "from-ingress-controller"),
            "no NetworkPolicy opens from-ingress-controller"),
        overlay(
            "no way to the cloud",
            Overlays.EAST,
            without(NetworkPolicy.class, "local-service-to-cloud"),
            "no NetworkPolicy opens local-service-to-cloud"),
        cidr("a placeholder", Overlays.EAST, "local-service-to-cloud", "set-the-clouds-cidr"),
        cidr("an address", Overlays.NORTH, "local-service-to-proxy", "10.2.0.9"),
        cidr("too long a prefix", Overlays.EAST, "local-service-to-cloud", "203.0.113.10/33"),
        overlay(
            "a site that reaches everything",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-cloud",
                policy -> block(policy, "0.0.0.0/0")),
            "way to everywhere"),
        overlay(
            "a site that reaches half of everything",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-cloud",
                policy -> block(policy, "128.0.0.0/1")),
            "way to everywhere"),
        overlay(
            "a cloud that reaches the company's network",
            Overlays.CLOUD,
            change(
                NetworkPolicy.class,
                "cloud-service-to-dingtalk",
                policy ->
                    policy
                        .getSpec()
                        .getEgress()
                        .getFirst()
                        .getTo()
                        .getFirst()
                        .getIpBlock()
                        .getExcept()
                        .remove("10.0.0.0/8")),
            "way to everywhere"),
        overlay(
            "anybody may come in",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "from-ingress-controller",
                policy -> policy.getSpec().getIngress().getFirst().setFrom(List.of())),
            "which namespace"),
        overlay(
            "every namespace may come in",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "from-monitor",
                policy ->
                    policy
                        .getSpec()
                        .getIngress()
                        .getFirst()
                        .getFrom()
                        .getFirst()
                        .setNamespaceSelector(new LabelSelector())),
            "which namespace"),
        overlay(
            "every port",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "from-ingress-controller",
                policy -> policy.getSpec().getIngress().getFirst().setPorts(List.of())),
            "which ports"),
        overlay(
            "anywhere",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "to-dns",
                policy -> policy.getSpec().getEgress().getFirst().setTo(List.of())),
            "where to"),
        overlay(
            "a policy for nobody",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "to-dns",
                policy ->
                    policy
                        .getSpec()
                        .setPodSelector(new LabelSelector(List.of(), Map.of("app", "other")))),
            "selects no pod"));
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        overlay(
            "no way to the database",
            Overlays.EAST,
            without(NetworkPolicy.class, "local-service-to-database"),
            "no NetworkPolicy opens local-service-to-database"),
        overlay(
            "a site without names",
            Overlays.EAST,
            without(NetworkPolicy.class, "to-dns"),
            "no NetworkPolicy opens to-dns"),
        overlay(
            "a cloud without names",
            Overlays.CLOUD,
            without(NetworkPolicy.class, "to-dns"),
            "no NetworkPolicy opens to-dns"),
        overlay(
            "no way to DingTalk",
            Overlays.CLOUD,
            without(NetworkPolicy.class, "cloud-service-to-dingtalk"),
            "no NetworkPolicy opens cloud-service-to-dingtalk"),
        overlay(
            "metrics that nobody can read",
            Overlays.EAST,
            without(NetworkPolicy.class, "from-monitor"),
            "no NetworkPolicy opens from-monitor"),
        overlay(
            "a way by name alone",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-cloud",
                policy -> policy.getSpec().setEgress(List.of())),
            "no NetworkPolicy opens local-service-to-cloud"),
        overlay(
            "a way in the other direction",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-database",
                policy -> policy.getSpec().setPolicyTypes(List.of("Ingress"))),
            "no NetworkPolicy opens local-service-to-database"),
        overlay(
            "a way for some pods only",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-database",
                policy -> policy.getSpec().getPodSelector().setMatchExpressions(canary())),
            "no NetworkPolicy opens local-service-to-database"),
        overlay(
            "names by TCP alone",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "to-dns",
                policy -> policy.getSpec().getEgress().getFirst().getPorts().removeFirst()),
            "opens the ports [53] instead of"),
        overlay(
            "a way out that nothing needs",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-database",
                policy -> policy.getMetadata().setName("local-service-to-printer")),
            "local-service-to-printer: nothing of ours needs its way out"),
        overlay(
            "a way in that nothing needs",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "from-monitor",
                policy -> policy.getMetadata().setName("from-friends")),
            "from-friends: nothing of ours needs its way in"),
        overlay(
            "the management port for the ingress controller",
            Overlays.CLOUD,
            change(
                NetworkPolicy.class,
                "from-ingress-controller",
                policy ->
                    policy
                        .getSpec()
                        .getIngress()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .setPort(new IntOrString("management"))),
            "opens the ports [management] instead of [http]"),
        overlay(
            "a proxy that nothing is set to use",
            Overlays.NORTH,
            change(ConfigMap.class, map -> map.getData().remove("DINGGATE_CLOUD_PROXY")),
            "nothing is set to use local-service-to-proxy"),
        overlay(
            "an issuer that nothing is set to use",
            Overlays.NORTH,
            change(
                ConfigMap.class,
                map -> map.getData().keySet().removeIf(key -> key.startsWith("QUARKUS_OIDC_"))),
            "nothing is set to use local-service-to-iam"),
        overlay(
            "no way to the issuer",
            Overlays.NORTH,
            without(NetworkPolicy.class, "local-service-to-iam"),
            "no NetworkPolicy opens local-service-to-iam"));
  }

  static Stream<Arguments> peers() {
    return Stream.of(
        pods("pods for the cloud", Overlays.EAST, "local-service-to-cloud"),
        pods("pods for the proxy", Overlays.NORTH, "local-service-to-proxy"),
        pods("pods for the database", Overlays.EAST, "local-service-to-database"),
        pods("pods for the issuer", Overlays.NORTH, "local-service-to-iam"),
        pods("pods for DingTalk", Overlays.CLOUD, "cloud-service-to-dingtalk"),
        pods("every pod for a name", Overlays.EAST, "to-dns"),
        overlay(
            "a network for a name",
            Overlays.EAST,
            change(NetworkPolicy.class, "to-dns", policy -> block(policy, "10.0.0.0/16")),
            "to-dns: must lead to the cluster's name server"),
        overlay(
            "a range of ports",
            Overlays.EAST,
            change(
                NetworkPolicy.class,
                "local-service-to-database",
                policy ->
                    policy
                        .getSpec()
                        .getEgress()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .setEndPort(65535)),
            "which ports"));
  }

  static Stream<Arguments> ingresses() {
    return Stream.of(
        overlay("nothing published", Overlays.CLOUD, without(Ingress.class), "no Ingress"),
        overlay(
            "more than is public",
            Overlays.CLOUD,
            change(
                Ingress.class,
                ingress -> {
                  var paths = ingress.getSpec().getRules().getFirst().getHttp().getPaths();
                  paths.getFirst().setPath("/q/metrics");
                }),
            "publishes"),
        overlay(
            "a prefix instead of the page",
            Overlays.CLOUD,
            change(
                Ingress.class,
                ingress ->
                    ingress
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths()
                        .getFirst()
                        .setPathType("Prefix")),
            "publishes"),
        overlay(
            "the management port",
            Overlays.EAST,
            change(
                Ingress.class,
                ingress ->
                    ingress
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths()
                        .getFirst()
                        .getBackend()
                        .getService()
                        .getPort()
                        .setName("management")),
            "port http"),
        overlay(
            "no TLS",
            Overlays.EAST,
            change(Ingress.class, ingress -> ingress.getSpec().setTls(List.of())),
            "have TLS for"),
        overlay(
            "a host that is not the public URL's",
            Overlays.EAST,
            change(
                Ingress.class,
                ingress -> {
                  ingress.getSpec().getRules().getFirst().setHost("other.example.com");
                  ingress.getSpec().getTls().getFirst().setHosts(List.of("other.example.com"));
                }),
            "not that of DINGGATE_PUBLIC_URL"));
  }

  private static Arguments cidr(String name, Path overlay, String policy, String cidr) {
    return overlay(
        name,
        overlay,
        change(NetworkPolicy.class, policy, changed -> block(changed, cidr)),
        cidr + " is no CIDR");
  }

  /** With a peer more: every pod of every namespace. */
  private static Arguments pods(String name, Path overlay, String policy) {
    return overlay(
        name,
        overlay,
        change(
            NetworkPolicy.class,
            policy,
            changed ->
                changed
                    .getSpec()
                    .getEgress()
                    .getFirst()
                    .getTo()
                    .add(new NetworkPolicyPeer(null, new LabelSelector(), null))),
        policy + ": must lead to");
  }

  private static List<LabelSelectorRequirement> canary() {
    return List.of(new LabelSelectorRequirement("canary", "Exists", List.of()));
  }

  private static void block(NetworkPolicy policy, String cidr) {
    var peer = policy.getSpec().getEgress().getFirst().getTo().getFirst();
    peer.setIpBlock(new IPBlock(cidr, new ArrayList<>()));
  }
}

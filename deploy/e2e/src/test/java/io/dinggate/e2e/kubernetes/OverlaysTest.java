package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlaysTest {

  static List<Path> overlays() {
    return Overlays.all();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyOverlayRendersWithinTheModelAndThePolicy(Path overlay) {
    assertThat(Rule.violations(Overlays.rendered(overlay))).isEmpty();
  }

  @Test
  void aCloudMayBeMonitoredToo(@TempDir Path directory) throws IOException {
    var here = directory.toRealPath();
    Checkout.write(
        here.resolve("kustomization.yaml"),
        """
        namespace: dinggate-cloud
        resources: [%s]
        components: [%s]
        """
            .formatted(
                here.relativize(Overlays.CLOUD.toRealPath()),
                here.relativize(
                    Checkout.KUBERNETES.toRealPath().resolve("components/service-monitor"))));
    var monitored = Overlays.rendered(here);
    assertThat(monitored.all(ServiceMonitor.class)).hasSize(1);
    assertThat(Rule.violations(monitored)).isEmpty();
  }

  @Test
  void theExampleCloudNeedsNothingThatAClusterMayNotKnow() {
    assertThat(Overlays.rendered(Overlays.CLOUD).resources())
        .extracting(HasMetadata::getApiVersion)
        .containsOnly("v1", "apps/v1", "networking.k8s.io/v1");
  }

  @Test
  void aCacheOnTheNodesMayBeAskedForNames() {
    var overlay = Overlays.rendered(Overlays.EAST);
    var cache = new NetworkPolicyPeer(new IPBlock("169.254.20.10/32", List.of()), null, null);
    overlay
        .one(NetworkPolicy.class, "to-dns")
        .orElseThrow()
        .getSpec()
        .getEgress()
        .getFirst()
        .getTo()
        .add(cache);
    assertThat(Rule.violations(overlay)).isEmpty();
  }

  @Test
  void theExamplesCoverEveryComponent() {
    assertThat(Overlays.all()).contains(Overlays.CLOUD, Overlays.EAST, Overlays.NORTH);
    var kustomizations =
        Overlays.all().stream()
            .map(overlay -> Checkout.read(overlay.resolve("kustomization.yaml")))
            .toList();
    assertThat(Checkout.children(Checkout.KUBERNETES.resolve("components")))
        .isNotEmpty()
        .allSatisfy(
            component ->
                assertThat(kustomizations)
                    .anySatisfy(
                        text ->
                            assertThat(text).contains("components/" + component.getFileName())));
  }
}

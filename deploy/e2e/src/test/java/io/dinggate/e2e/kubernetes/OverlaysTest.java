package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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

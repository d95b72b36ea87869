package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** Breaks a copy of an overlay in one way, to see that the policy names it. */
final class Broken {

  private Broken() {}

  /** Breaks {@code overlay} and expects a sentence of the policy that holds {@code violation}. */
  static void expect(Path overlay, UnaryOperator<Rendered> change, String violation) {
    assertThat(Rule.violations(change.apply(Overlays.rendered(overlay))))
        .anySatisfy(sentence -> assertThat(sentence).contains(violation));
  }

  /** The arguments of {@link #expect}. */
  static Arguments overlay(
      String name, Path overlay, UnaryOperator<Rendered> change, String violation) {
    return argumentSet(name, overlay, change, violation);
  }

  /** A site whose pods are changed. */
  static Arguments pod(String name, Consumer<PodSpec> change, String violation) {
    UnaryOperator<Rendered> changed =
        overlay -> {
          overlay.workloads().forEach(workload -> change.accept(workload.pod()));
          return overlay;
        };
    return overlay(name, Overlays.EAST, changed, violation);
  }

  /** A site whose containers are changed. */
  static Arguments container(String name, Consumer<Container> change, String violation) {
    return pod(name, pod -> pod.getContainers().forEach(change), violation);
  }

  /** Changes every resource of the type. */
  static <T extends HasMetadata> UnaryOperator<Rendered> change(Class<T> type, Consumer<T> change) {
    return overlay -> {
      overlay.all(type).forEach(change);
      return overlay;
    };
  }

  /** Changes the resource of that name. */
  static <T extends HasMetadata> UnaryOperator<Rendered> change(
      Class<T> type, String name, Consumer<T> change) {
    return overlay -> {
      change.accept(overlay.one(type, name).orElseThrow());
      return overlay;
    };
  }

  /** Takes away every resource of the type. */
  static UnaryOperator<Rendered> without(Class<? extends HasMetadata> type) {
    return overlay -> overlay.without(type::isInstance);
  }

  /** Takes away the resource of that name. */
  static <T extends HasMetadata> UnaryOperator<Rendered> without(Class<T> type, String name) {
    return overlay -> {
      var gone = overlay.one(type, name).orElseThrow();
      return overlay.without(resource -> resource == gone);
    };
  }
}

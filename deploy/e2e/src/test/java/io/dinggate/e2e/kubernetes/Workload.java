package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What makes pods.
 *
 * @param name of the Deployment or StatefulSet
 * @param replicas how many pods
 * @param template what each of them is
 * @param claims volumes that each of them gets of its own, by name
 */
record Workload(String name, int replicas, PodTemplateSpec template, List<String> claims) {

  /** The workload that {@code resource} is, if it is one. */
  static Optional<Workload> of(HasMetadata resource) {
    return switch (resource) {
      case Deployment deployment ->
          Optional.of(
              new Workload(
                  deployment.getMetadata().getName(),
                  deployment.getSpec().getReplicas(),
                  deployment.getSpec().getTemplate(),
                  List.of()));
      case StatefulSet set ->
          Optional.of(
              new Workload(
                  set.getMetadata().getName(),
                  set.getSpec().getReplicas(),
                  set.getSpec().getTemplate(),
                  set.getSpec().getVolumeClaimTemplates().stream()
                      .map(PersistentVolumeClaim::getMetadata)
                      .map(metadata -> metadata.getName())
                      .toList()));
      default -> Optional.empty();
    };
  }

  PodSpec pod() {
    return template.getSpec();
  }

  Map<String, String> labels() {
    return template.getMetadata().getLabels();
  }

  List<Container> containers() {
    return Stream.concat(pod().getContainers().stream(), pod().getInitContainers().stream())
        .toList();
  }

  /** Whether a label selector means these pods; an empty one means all. */
  boolean isMeantBy(Map<String, String> matchLabels) {
    return labels().entrySet().containsAll(matchLabels.entrySet());
  }

  /** The same for a whole selector; one with expressions may mean some of these pods only. */
  boolean isMeantBy(LabelSelector selector) {
    return selector.getMatchExpressions().isEmpty() && isMeantBy(selector.getMatchLabels());
  }

  @Override
  public String toString() {
    return name;
  }
}

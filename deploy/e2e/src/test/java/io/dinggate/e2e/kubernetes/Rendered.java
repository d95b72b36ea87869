package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one overlay puts into a cluster.
 *
 * @param name of the overlay
 * @param resources in the order in which they were rendered
 */
record Rendered(String name, List<HasMetadata> resources) {

  Rendered {
    resources = List.copyOf(resources);
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> Optional<T> one(Class<T> type, String resourceName) {
    return all(type).stream()
        .filter(resource -> resource.getMetadata().getName().equals(resourceName))
        .findFirst();
  }

  /** The same with one more resource. */
  Rendered with(HasMetadata more) {
    return new Rendered(name, Stream.concat(resources.stream(), Stream.of(more)).toList());
  }

  /** The same without some resources. */
  Rendered without(Predicate<HasMetadata> gone) {
    return new Rendered(name, resources.stream().filter(gone.negate()).toList());
  }

  List<Workload> workloads() {
    return resources.stream().flatMap(resource -> Workload.of(resource).stream()).toList();
  }

  /** The environment that a workload's containers get from ConfigMaps. */
  Map<String, String> settings(Workload workload) {
    var settings = new TreeMap<String, String>();
    workload.containers().stream()
        .flatMap(container -> container.getEnvFrom().stream())
        .map(EnvFromSource::getConfigMapRef)
        .filter(reference -> reference != null)
        .flatMap(reference -> one(ConfigMap.class, reference.getName()).stream())
        .forEach(map -> settings.putAll(map.getData()));
    return settings;
  }
}

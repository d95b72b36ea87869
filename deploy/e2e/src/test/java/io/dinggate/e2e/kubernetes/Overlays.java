package io.dinggate.e2e.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The overlays of the checkout. Rendering one takes a process, so each is rendered once. */
final class Overlays {

  /** A cloud-service. */
  static final Path CLOUD = Checkout.KUBERNETES.resolve("cloud/example");

  /** A site with two instances, metrics and a direct way to the cloud. */
  static final Path EAST = Checkout.KUBERNETES.resolve("sites/example-east");

  /** A site behind a proxy with a CA of its own. */
  static final Path NORTH = Checkout.KUBERNETES.resolve("sites/example-north");

  private static final Map<Path, String> YAML = new ConcurrentHashMap<>();

  private Overlays() {}

  /** Every directory that can be given to {@code kubectl apply -k}. */
  static List<Path> all() {
    return Stream.concat(below("cloud").stream(), sites().stream()).toList();
  }

  /** Every cloud-service, rendered. */
  static List<Rendered> clouds() {
    return below("cloud").stream().map(Overlays::rendered).toList();
  }

  /** Every site. */
  static List<Path> sites() {
    return below("sites");
  }

  /** What the overlay puts into a cluster; new objects at each call, to be changed at will. */
  static Rendered rendered(Path overlay) {
    return new Rendered(overlay.getFileName().toString(), StrictManifests.parse(yaml(overlay)));
  }

  /** The same as YAML. */
  static String yaml(Path overlay) {
    return YAML.computeIfAbsent(overlay, new Kustomize()::render);
  }

  private static List<Path> below(String directory) {
    return Checkout.children(Checkout.KUBERNETES.resolve(directory));
  }
}

package io.dinggate.bench.start;

import java.util.ArrayList;
import java.util.List;

/**
 * A limit of T6: a service with its AOT cache against the empty Quarkus with its own.
 *
 * @param service whose
 * @param what was compared
 * @param ratio of the medians
 * @param limit the ratio must not be above it
 */
public record Target(String service, String what, double ratio, double limit) {

  private static final double START = 2;
  private static final double MEMORY = 1.5;

  /** Whether it is met. */
  public boolean met() {
    return ratio <= limit;
  }

  /** All limits, from figures that hold each service followed by its empty one. */
  static List<Target> of(List<StartFigures> figures) {
    var cached = figures.stream().filter(one -> one.packaging() == Packaging.AOT).toList();
    var targets = new ArrayList<Target>();
    for (var next = 0; next + 1 < cached.size(); next += 2) {
      var service = cached.get(next);
      var empty = cached.get(next + 1);
      var name = service.name();
      targets.add(new Target(name, "start", service.millis() / empty.millis(), START));
      targets.add(
          new Target(
              name, "anonymous memory, ready", service.anonymous() / empty.anonymous(), MEMORY));
      targets.add(
          new Target(
              name,
              "anonymous memory, after requests",
              service.warmAnonymous() / empty.warmAnonymous(),
              MEMORY));
    }
    return List.copyOf(targets);
  }
}

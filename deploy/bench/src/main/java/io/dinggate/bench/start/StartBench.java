package io.dinggate.bench.start;

import io.dinggate.e2e.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts both services, and Quarkus without them, in both packagings, in turn, one at a time; each
 * round begins with another one.
 */
public final class StartBench {

  /**
   * As the images have it in a container of 512 MiB, the limit of deploy/kubernetes: 64 MB of heap
   * at first and, by {@code MaxRAMPercentage}, 60 % at most. Left alone Java takes 1/64 of the
   * machine at first, and a large machine would collect nothing at all while a service starts:
   * memory would then be compared by how much garbage a start leaves.
   */
  static final List<String> OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xms64m", "-Xmx307m");

  private final Stack stack;
  private final Path home;
  private final int rounds;
  private final Consumer<String> progress;

  /**
   * For one run.
   *
   * @param stack its services are stopped and stay so
   * @param home the root of the checkout, where everything is packaged
   */
  public StartBench(Stack stack, Path home, int rounds, Consumer<String> progress) {
    this.stack = stack;
    this.home = home;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Does it. */
  public Starts run() {
    stack.local(Stack.EAST).stop();
    stack.cloud().stop();
    var variants = variants();
    for (var variant : variants) {
      progress.accept(
          "preparing %s, %s".formatted(variant.subject().name(), variant.packaging().text()));
      variant.prepare();
    }
    var starts = new LinkedHashMap<Variant, List<Start>>();
    var order = new ArrayList<>(variants);
    for (var round = 1; round <= rounds; round++) {
      progress.accept("starting each once, round %d of %d".formatted(round, rounds));
      for (var variant : order) {
        starts.computeIfAbsent(variant, _ -> new ArrayList<>()).add(variant.start());
      }
      Collections.rotate(order, 1);
    }
    var figures =
        starts.entrySet().stream()
            .map(
                one ->
                    StartFigures.of(
                        one.getKey().subject(), one.getKey().packaging(), one.getValue()))
            .toList();
    return new Starts(rounds, OPTIONS, figures, Target.of(figures));
  }

  private List<Variant> variants() {
    var variants = new ArrayList<Variant>();
    for (var packaging : Packaging.values()) {
      for (var subject : Subject.of(stack)) {
        variants.add(new Variant(subject, packaging, stack, home));
      }
    }
    return variants;
  }
}

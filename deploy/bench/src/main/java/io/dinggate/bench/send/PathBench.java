package io.dinggate.bench.send;

import io.dinggate.bench.load.OpenLoop;
import io.dinggate.bench.load.Pace;
import io.dinggate.bench.start.Median;
import io.dinggate.bench.stub.Stub;
import io.dinggate.e2e.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * T3: how long a message is on its way from its caller to DingTalk while there is little to do,
 * beside two nginx on the same way.
 */
public final class PathBench {

  private static final int PER_SECOND = 10;

  /** Enough for Java to have compiled the way for good: at low load it would take hours. */
  private static final double WARM_UP_SECONDS = 20;

  /** So few that most messages travel alone in the warm-up too. */
  private static final int WARM_UP_CALLERS = 2;

  private static final int NGINX_WARM_UP_SECONDS = 2;
  private static final int NGINX_WARM_UP_PER_SECOND = 50;
  private static final int CONNECTIONS = 16;
  private static final int PATIENCE_SECONDS = 30;

  private final Stack stack;
  private final Stub stub;
  private final int rounds;
  private final int seconds;
  private final AtomicInteger numbers = new AtomicInteger();
  private int expected;

  /**
   * The stack calls the stub for DingTalk.
   *
   * @param rounds how often each is measured
   * @param seconds for how long each time
   */
  public PathBench(Stack stack, Stub stub, int rounds, int seconds) {
    this.stack = stack;
    this.stub = stub;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** Does it. */
  public PathFigures run() {
    var program = Nginx.program();
    try (var site = new Site(stack, CONNECTIONS)) {
      if (program.isEmpty()) {
        return run(site, null);
      }
      try (var nginx = Nginx.before(program.get(), stub.url(), stack.directory())) {
        return run(site, nginx);
      }
    }
  }

  private PathFigures run(Site site, @Nullable Nginx nginx) {
    var p50 = new double[rounds];
    var hops = new double[rounds];
    var postgres = new double[rounds];
    var sqlite = new double[rounds];
    var all = new ArrayList<Double>();
    var lost = 0;
    warmUp(site);
    if (nginx != null) {
      measure(
          number -> site.post(nginx.through(stub.send()), number),
          NGINX_WARM_UP_PER_SECOND,
          NGINX_WARM_UP_SECONDS);
    }
    for (var round = 0; round < rounds; round++) {
      postgres[round] = Commits.postgres(stack.database(Stack.EAST));
      sqlite[round] = Commits.sqlite(stack.directory());
      if (nginx != null) {
        hops[round] =
            Median.of(
                measure(
                    number -> site.post(nginx.through(stub.send()), number), PER_SECOND, seconds));
      }
      var way = measure(site::sendNow, PER_SECOND, seconds);
      p50[round] = Median.of(way);
      lost += PER_SECOND * seconds - way.length;
      for (var millis : way) {
        all.add(millis);
      }
    }
    return new PathFigures(
        PER_SECOND,
        rounds,
        PER_SECOND * seconds * rounds,
        lost,
        Median.of(p50),
        percentile(all.stream().mapToDouble(Double::doubleValue).toArray(), 0.99),
        nginx == null ? -1 : Median.of(hops),
        Median.of(postgres),
        Median.of(sqlite));
  }

  private void warmUp(Site site) {
    expected +=
        new ClosedLoop(WARM_UP_CALLERS, numbers)
            .run(site::send, ClosedLoop.after(WARM_UP_SECONDS))
            .accepted();
    stub.await(expected, PATIENCE_SECONDS);
  }

  /** Milliseconds from the begin of each call to its arrival; of those that arrived. */
  private double[] measure(IntPredicate call, int perSecond, int howLong) {
    var count = perSecond * howLong;
    var first = numbers.getAndAdd(count);
    var begun = new AtomicLongArray(count);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      new OpenLoop(perSecond, Pace.real(), executor)
          .run(
              count,
              number -> {
                begun.set(number, System.nanoTime());
                return call.test(first + number);
              },
              () -> false,
              _ -> {});
    }
    expected += count;
    stub.await(expected, PATIENCE_SECONDS);
    var arrived = new HashSet<Integer>();
    return stub.arrivals().stream()
        .filter(one -> one.number() >= first && arrived.add(one.number()))
        .mapToDouble(one -> (one.nanos() - begun.get(one.number() - first)) / 1e6)
        .toArray();
  }

  static double percentile(double[] values, double part) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[
        (int) Math.min(sorted.length - 1L, Math.round(Math.ceil(sorted.length * part)) - 1)];
  }
}

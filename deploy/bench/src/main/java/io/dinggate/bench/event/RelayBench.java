package io.dinggate.bench.event;

import io.dinggate.bench.BenchException;
import io.dinggate.bench.load.EventSource;
import io.dinggate.bench.load.Pace;
import io.dinggate.bench.send.Commits;
import io.dinggate.bench.start.Median;
import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.event.SealedEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** T5: how soon events are at the site that they are for, one at a time; and who waits for them. */
public final class RelayBench {

  private static final int PER_SECOND = 20;
  private static final int WARM_UP = 1_500;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Stack stack;
  private final Path home;
  private final EventSource events;
  private final int rounds;
  private final int seconds;
  private final int waiting;

  /**
   * The stack plays the world of the events; its services are gone afterwards.
   *
   * @param home the root of the checkout
   * @param rounds how often it is measured
   * @param seconds for how long each time
   * @param waiting how many sites wait at once
   */
  public RelayBench(
      Stack stack, Path home, EventSource events, int rounds, int seconds, int waiting) {
    this.stack = stack;
    this.home = home;
    this.events = events;
    this.rounds = rounds;
    this.seconds = seconds;
    this.waiting = waiting;
  }

  /** Does it. */
  public RelayFigures run() {
    var p50 = new double[rounds];
    var postgres = new double[rounds];
    var sqlite = new double[rounds];
    var all = new ArrayList<Double>();
    try (var arrivals = new SiteArrivals(stack.database(Stack.EAST))) {
      for (var event : events.sealedForSites(WARM_UP)) {
        relay(arrivals, event);
      }
      for (var round = 0; round < rounds; round++) {
        postgres[round] = Commits.postgres(stack.database(Stack.EAST));
        sqlite[round] = Commits.sqlite(stack.cloudData());
        var ways = measure(arrivals);
        p50[round] = Median.of(ways);
        DoubleStream.of(ways).forEach(all::add);
      }
    }
    var crowd = new WaitingSites(stack, home, waiting).run();
    return new RelayFigures(
        PER_SECOND,
        rounds,
        all.size(),
        Median.of(p50),
        p99(all),
        Median.of(postgres),
        Median.of(sqlite),
        waiting,
        crowd.answered(),
        crowd.heapBytes(),
        crowd.nativeBytes());
  }

  private double[] measure(SiteArrivals arrivals) {
    var pace = Pace.real();
    var sealed = events.sealedForSites(PER_SECOND * seconds);
    var millis = new double[sealed.size()];
    var begin = pace.nanos();
    for (var number = 0; number < millis.length; number++) {
      pace.waitUntil(begin + number * TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
      millis[number] = relay(arrivals, sealed.get(number));
    }
    return millis;
  }

  /**
   * Milliseconds from the begin of the push: the answer may come after the event is at the site.
   */
  private double relay(SiteArrivals arrivals, SealedEvent event) {
    var begin = System.nanoTime();
    if (!stack.sandbox().pusher().post(event).acknowledged()) {
      throw new BenchException("the cloud refused an event");
    }
    if (!arrivals.awaitNext(PATIENCE_MILLIS)) {
      throw new BenchException("an event that was answered success has not come to its site");
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double p99(List<Double> millis) {
    var sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * 0.99))];
  }
}

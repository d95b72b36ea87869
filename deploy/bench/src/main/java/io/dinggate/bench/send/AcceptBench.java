package io.dinggate.bench.send;

import io.dinggate.bench.start.Median;
import io.dinggate.e2e.Stack;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * T1: how many messages a site accepts durably, against a bare loop with the same statements at the
 * same server. The cloud is away meanwhile, so that what is measured is the accepting.
 */
public final class AcceptBench {

  /** The connections of the local-service's pool. */
  private static final int CONNECTIONS = 16;

  private static final double WARM_UP_SECONDS = 8;

  private final Stack stack;
  private final Path home;
  private final int rounds;
  private final double seconds;
  private final AtomicInteger numbers = new AtomicInteger();

  /**
   * The stack plays the world of {@link Sending}; its cloud is gone afterwards.
   *
   * @param home the root of the checkout
   * @param rounds how often each is measured
   * @param seconds for how long each time
   */
  public AcceptBench(Stack stack, Path home, int rounds, double seconds) {
    this.stack = stack;
    this.home = home;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** Does it. */
  public AcceptFigures run() {
    stack.cloud().stop();
    var database = stack.database(Stack.EAST);
    var bare = new BareLoop(BareTables.make(database, home), CONNECTIONS);
    var accepted = new double[rounds];
    var stored = new double[rounds];
    var p50 = new double[rounds];
    var p99 = new double[rounds];
    var failures = 0;
    try (var site = new Site(stack, CONNECTIONS)) {
      accept(site, WARM_UP_SECONDS);
      bare.run(1);
      for (var round = 0; round < rounds; round++) {
        var outcome = accept(site, seconds);
        accepted[round] = outcome.perSecond();
        p50[round] = outcome.p50();
        p99[round] = outcome.p99();
        failures += outcome.failed();
        stored[round] = bare.run(seconds);
      }
    }
    return new AcceptFigures(
        CONNECTIONS,
        rounds,
        Median.of(accepted),
        Median.of(stored),
        Median.of(p50),
        Median.of(p99),
        failures,
        PgBench.run(database, CONNECTIONS, seconds));
  }

  private ClosedLoop.Outcome accept(Site site, double howLong) {
    return new ClosedLoop(CONNECTIONS, numbers).run(site::send, ClosedLoop.after(howLong));
  }
}

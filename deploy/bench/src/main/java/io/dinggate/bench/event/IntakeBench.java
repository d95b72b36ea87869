package io.dinggate.bench.event;

import io.dinggate.bench.BenchException;
import io.dinggate.bench.http.Connections;
import io.dinggate.bench.load.EventSource;
import io.dinggate.bench.send.ClosedLoop;
import io.dinggate.bench.start.Median;
import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.event.SealedEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * T4: how many events the cloud acknowledges durably, beside the same bodies at an endpoint that
 * answers a constant, and beside one commit for each row. The site is away meanwhile.
 */
public final class IntakeBench {

  private static final int CALLERS = 64;
  private static final double WARM_UP_SECONDS = 8;
  private static final int OK = 200;
  private static final int MOST_PER_SECOND = 8_000;
  private static final int SAMPLES = 256;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final long LOOK_EVERY_NANOS = 50_000_000L;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Stack stack;
  private final Path home;
  private final EventSource events;
  private final int rounds;
  private final double seconds;

  /**
   * The stack plays the world of the events; its site is gone afterwards.
   *
   * @param home the root of the checkout
   * @param rounds how often each is measured
   * @param seconds for how long each time
   */
  public IntakeBench(Stack stack, Path home, EventSource events, int rounds, double seconds) {
    this.stack = stack;
    this.home = home;
    this.events = events;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** Does it. */
  public IntakeFigures run() {
    stack.local(Stack.EAST).stop();
    var acknowledged = new double[rounds];
    var constant = new double[rounds];
    var rows = new double[rounds];
    var p50 = new double[rounds];
    var p99 = new double[rounds];
    var failures = 0;
    try (var connections = new Connections(CALLERS);
        var empty = EmptyCloud.beside(stack, home)) {
      push(connections, WARM_UP_SECONDS);
      constant(connections, empty.constant(), WARM_UP_SECONDS / 2);
      for (var round = 0; round < rounds; round++) {
        var pushed = push(connections, seconds);
        acknowledged[round] = pushed.perSecond();
        p50[round] = pushed.p50();
        p99[round] = pushed.p99();
        failures += pushed.failed();
        constant[round] = constant(connections, empty.constant(), seconds).perSecond();
        rows[round] =
            RowCommits.perSecond(stack.cloudData(), events.sealed(1).getFirst().body(), seconds);
      }
    }
    return new IntakeFigures(
        CALLERS,
        rounds,
        Median.of(acknowledged),
        Median.of(constant),
        Median.of(rows),
        Median.of(p50),
        Median.of(p99),
        failures);
  }

  /** Each event once: those that come twice would cost no commit. */
  private ClosedLoop.Outcome push(Connections connections, double howLong) {
    var sealed = events.sealed((int) (howLong * MOST_PER_SECOND));
    var next = new AtomicInteger();
    var over = ClosedLoop.after(howLong);
    var outcome =
        new ClosedLoop(CALLERS, next)
            .run(
                number -> post(connections, sealed.get(number).target(), sealed.get(number)),
                () -> over.getAsBoolean() || next.get() > sealed.size() - CALLERS);
    awaitHandled();
    return outcome;
  }

  private ClosedLoop.Outcome constant(Connections connections, URI address, double howLong) {
    var sealed = events.sealed(SAMPLES);
    return new ClosedLoop(CALLERS, new AtomicInteger())
        .run(
            number -> post(connections, address, sealed.get(number % SAMPLES)),
            ClosedLoop.after(howLong));
  }

  private static Future<Boolean> post(Connections connections, URI address, SealedEvent event) {
    return connections
        .call(HttpMethod.POST, address, JSON, Buffer.buffer(event.body()))
        .map(answer -> answer.status() == OK);
  }

  /** So that what is measured next has the machine for itself. */
  private void awaitHandled() {
    var deadline = System.nanoTime() + PATIENCE_NANOS;
    while (waiting() > 0) {
      if (System.nanoTime() > deadline) {
        throw new BenchException("the cloud has not handled its events in time");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  private int waiting() {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + stack.cloudData().resolve("cloud.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from event where state = 'WAITING'")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new BenchException("cannot read the cloud's events", e);
    }
  }
}

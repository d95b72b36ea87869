package io.dinggate.bench.send;

import io.dinggate.bench.load.OpenLoop;
import io.dinggate.bench.load.Pace;
import io.dinggate.bench.stub.Arrival;
import io.dinggate.bench.stub.Stub;
import io.dinggate.e2e.Stack;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * T2: messages at the rate that DingTalk allows an address, from the site through to DingTalk's
 * answer; and how many there could be if DingTalk allowed more.
 */
public final class ThroughBench {

  /** 10,000 calls within 20 seconds. */
  private static final int PER_SECOND = 500;

  /** At the full rate two cores compile for longer than they need to answer the first calls. */
  private static final int WARM_UP_SECONDS = 30;

  private static final int PATIENCE_SECONDS = 90;
  private static final int CONNECTIONS = 16;
  private static final int UNCAPPED_SECONDS = 12;
  private static final int WINDOW_SECONDS = 10;

  private final int seconds;

  /** {@code seconds} are measured, after a warm-up at the same rate. */
  public ThroughBench(int seconds) {
    this.seconds = seconds;
  }

  /** With all budgets as they are by default. */
  public Capped capped(Stack stack, Stub stub) {
    var accepted = new AtomicInteger();
    var warmUp = PER_SECOND * WARM_UP_SECONDS;
    var measured = PER_SECOND * seconds;
    try (var site = new Site(stack, 2 * CONNECTIONS);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var loop = new OpenLoop(PER_SECOND, Pace.real(), executor);
      loop.run(warmUp, number -> send(site, number, accepted), () -> false, _ -> {});
      var cpu = new Cpu(stack, stub);
      var before = cpu.now();
      var cameBefore = stub.count();
      var begin = System.nanoTime();
      loop.run(measured, number -> send(site, warmUp + number, accepted), () -> false, _ -> {});
      var end = System.nanoTime();
      var cameMeanwhile = stub.count() - cameBefore;
      var behind = accepted.get() - stub.count();
      var used = Cpu.perMessage(before, cpu.now(), cameMeanwhile);
      return new Capped(begin, end, behind, accepted.get(), used, settled(stub, accepted.get()));
    }
  }

  /** With budgets that nobody feels. */
  public Uncapped uncapped(Stack stack, Stub stub) {
    var numbers = new AtomicInteger();
    try (var site = new Site(stack, 2 * CONNECTIONS)) {
      new ClosedLoop(4, numbers).run(site::send, ClosedLoop.after(WARM_UP_SECONDS / 3.0));
      stub.await(numbers.get(), PATIENCE_SECONDS);
      var cpu = new Cpu(stack, stub);
      var before = cpu.now();
      var cameBefore = stub.count();
      var begin = System.nanoTime();
      var outcome =
          new ClosedLoop(2 * CONNECTIONS, numbers)
              .run(site::send, ClosedLoop.after(UNCAPPED_SECONDS));
      stub.await(cameBefore + outcome.accepted(), PATIENCE_SECONDS);
      var last = stub.arrivals().getLast().nanos();
      return new Uncapped(
          outcome.accepted() / ((last - begin) / 1e9),
          Cpu.perMessage(before, cpu.now(), outcome.accepted()));
    }
  }

  /** Both together. */
  public ThroughFigures figures(Capped capped, Uncapped uncapped) {
    var came = capped.arrivals();
    var distinct = new HashSet<Integer>();
    came.forEach(arrival -> distinct.add(arrival.number()));
    return new ThroughFigures(
        SendingWorld.PAIRS,
        PER_SECOND,
        seconds,
        rate(came, capped.begin(), capped.end()),
        lowest(came, capped.begin(), capped.end()),
        Math.max(0, capped.behind()),
        capped.accepted() - distinct.size(),
        came.size() - distinct.size(),
        capped.millisPerMessage(),
        uncapped.perSecond(),
        uncapped.millisPerMessage());
  }

  static double rate(List<Arrival> came, long begin, long end) {
    var within = came.stream().filter(one -> one.nanos() >= begin && one.nanos() < end).count();
    return within / ((end - begin) / 1e9);
  }

  static double lowest(List<Arrival> came, long begin, long end) {
    var window = WINDOW_SECONDS * 1_000_000_000L;
    var lowest = rate(came, begin, end);
    for (var from = begin; from + window <= end; from += window) {
      lowest = Math.min(lowest, rate(came, from, from + window));
    }
    return lowest;
  }

  /** What has come when all has, or when nobody waits any longer. */
  private static List<Arrival> settled(Stub stub, int accepted) {
    var deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    while (stub.count() < accepted && System.nanoTime() < deadline) {
      Pace.real().waitUntil(System.nanoTime() + 100_000_000L);
    }
    return stub.arrivals();
  }

  private static boolean send(Site site, int number, AtomicInteger accepted) {
    var ok = site.sendNow(number);
    if (ok) {
      accepted.incrementAndGet();
    }
    return ok;
  }

  /**
   * What the capped part has shown.
   *
   * @param begin of what is measured, as {@link System#nanoTime}
   * @param end of it
   */
  public record Capped(
      long begin,
      long end,
      int behind,
      int accepted,
      Map<String, Double> millisPerMessage,
      List<Arrival> arrivals) {}

  /** What the uncapped part has shown. */
  public record Uncapped(double perSecond, Map<String, Double> millisPerMessage) {}
}

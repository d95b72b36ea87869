package io.dinggate.bench.send;

import io.vertx.core.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;

/** Callers that each begin the next request when their last one has been answered. */
public final class ClosedLoop {

  private final int callers;
  private final AtomicInteger next;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final ConcurrentHistogram micros = new ConcurrentHistogram(3);
  private final Phaser running = new Phaser(1);

  /**
   * Begins nothing yet.
   *
   * @param next gives the number of each request
   */
  public ClosedLoop(int callers, AtomicInteger next) {
    this.callers = callers;
    this.next = next;
  }

  /** Calls until {@code end} says so, and returns when all that was begun is answered. */
  public Outcome run(IntFunction<Future<Boolean>> request, BooleanSupplier end) {
    var begin = System.nanoTime();
    for (var caller = 0; caller < callers; caller++) {
      running.register();
      again(request, end);
    }
    running.arriveAndAwaitAdvance();
    var seconds = (System.nanoTime() - begin) / 1e9;
    return new Outcome(
        accepted.get(),
        failed.get(),
        accepted.get() / seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3);
  }

  private void again(IntFunction<Future<Boolean>> request, BooleanSupplier end) {
    if (end.getAsBoolean()) {
      running.arriveAndDeregister();
      return;
    }
    var begin = System.nanoTime();
    request
        .apply(next.getAndIncrement())
        .onComplete(
            answer -> {
              micros.recordValue((System.nanoTime() - begin) / 1_000);
              var ok = answer.succeeded() && answer.result();
              (ok ? accepted : failed).incrementAndGet();
              again(request, end);
            });
  }

  /** True once so many seconds are over. */
  public static BooleanSupplier after(double seconds) {
    var deadline = System.nanoTime() + (long) (seconds * 1e9);
    return () -> System.nanoTime() > deadline;
  }

  /**
   * What came out of it.
   *
   * @param accepted requests that succeeded
   * @param failed requests that did not
   * @param perSecond successful ones a second
   * @param p50 milliseconds from begin to answer
   * @param p99 the same for all but one in a hundred
   */
  public record Outcome(int accepted, int failed, double perSecond, double p50, double p99) {}
}

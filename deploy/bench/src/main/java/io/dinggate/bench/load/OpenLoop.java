package io.dinggate.bench.load;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Begins requests at a fixed rate, whatever becomes of the earlier ones, and measures each from the
 * moment at which it was to begin: what waits behind a stall is measured with the stall
 * (coordinated omission, Gil Tene, HdrHistogram's documentation).
 */
public final class OpenLoop {

  private final int perSecond;
  private final Pace pace;
  private final Executor executor;

  public OpenLoop(int perSecond, Pace pace, Executor executor) {
    this.perSecond = perSecond;
    this.pace = pace;
    this.executor = executor;
  }

  /**
   * Begins up to {@code count} requests and returns when those that began have ended.
   *
   * @param request gets the number of the request, from 0 on, and says whether it succeeded; one
   *     that throws has failed; called on the executor
   * @param stop true ends it before {@code count}
   * @param ended gets every request that has ended, on the executor
   */
  public void run(int count, IntPredicate request, BooleanSupplier stop, Consumer<Ended> ended) {
    var running = new Phaser(1);
    var start = pace.nanos();
    for (var number = 0; number < count && !stop.getAsBoolean(); number++) {
      var intended = start + intended(number);
      pace.waitUntil(intended);
      running.register();
      var current = number;
      executor.execute(
          () -> {
            try {
              var ok = succeeds(request, current);
              ended.accept(new Ended(current, ok, intended, pace.nanos()));
            } finally {
              running.arriveAndDeregister();
            }
          });
    }
    running.arriveAndAwaitAdvance();
  }

  private static boolean succeeds(IntPredicate request, int number) {
    try {
      return request.test(number);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** When the request is to begin, in nanoseconds after the start. */
  long intended(int number) {
    return number * TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /**
   * A request that has ended.
   *
   * @param number from 0 on
   * @param ok whether it succeeded
   * @param intended when it was to begin, as {@link Pace#nanos}
   * @param end when it ended
   */
  public record Ended(int number, boolean ok, long intended, long end) {

    /** What somebody waited who wanted it to begin when it was to. */
    public long latency() {
      return end - intended;
    }
  }
}

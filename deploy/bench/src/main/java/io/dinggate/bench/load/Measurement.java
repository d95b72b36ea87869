package io.dinggate.bench.load;

import io.dinggate.bench.load.OpenLoop.Ended;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts and times the first requests of a load, as many as are to be measured. Failed ones are
 * timed too. Thread-safe.
 */
final class Measurement implements Consumer<Ended> {

  private static final int DIGITS = 3;

  private final int perSecond;
  private final int count;
  private final Histogram micros = new ConcurrentHistogram(DIGITS);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong begin = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong end = new AtomicLong(Long.MIN_VALUE);
  private final CountDownLatch open;

  Measurement(int perSecond, int count) {
    this.perSecond = perSecond;
    this.count = count;
    this.open = new CountDownLatch(count);
  }

  @Override
  public void accept(Ended request) {
    if (request.number() >= count) {
      return;
    }
    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(request.latency()));
    if (!request.ok()) {
      failures.incrementAndGet();
    }
    begin.accumulateAndGet(request.intended(), Math::min);
    end.accumulateAndGet(request.end(), Math::max);
    open.countDown();
  }

  /** Waits until all that are measured have ended. */
  void await() throws InterruptedException {
    open.await();
  }

  /** What came out of it; once all have ended. */
  LoadFigures figures(int pairs) {
    var seconds = (end.get() - begin.get()) / 1e9;
    return new LoadFigures(
        perSecond,
        pairs,
        count,
        failures.get(),
        (count - failures.get()) / seconds,
        millis(50),
        millis(90),
        millis(99),
        micros.getMaxValue() / 1e3);
  }

  private double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}

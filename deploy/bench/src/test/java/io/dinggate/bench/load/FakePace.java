package io.dinggate.bench.load;

/** A time that moves only when somebody waits for it or takes it. */
final class FakePace implements Pace {

  private long now = 7_000_000_000L;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void waitUntil(long nanos) {
    now = Math.max(now, nanos);
  }

  /** Lets time pass, as work does. */
  void pass(long nanos) {
    now += nanos;
  }
}

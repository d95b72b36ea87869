package io.dinggate.cloud.site;

/**
 * Bounds how many entries a minute anonymous callers can cause, so that a flood fills no disk.
 * Thread-safe.
 */
final class AnonymousBudget {

  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private long minute = Long.MIN_VALUE;
  private int spent;
  private int suppressed;

  AnonymousBudget(int perMinute) {
    this.perMinute = perMinute;
  }

  /**
   * What became of one entry.
   *
   * @param allowed whether it may be written
   * @param suppressedBefore how many were not written in the minute that has just ended; told once
   */
  record Spent(boolean allowed, int suppressedBefore) {}

  synchronized Spent spend(long nowMillis) {
    var told = 0;
    var current = Math.floorDiv(nowMillis, MINUTE_MILLIS);
    if (current != minute) {
      told = suppressed;
      minute = current;
      spent = 0;
      suppressed = 0;
    }
    if (spent < perMinute) {
      spent++;
      return new Spent(true, told);
    }
    suppressed++;
    return new Spent(false, told);
  }
}

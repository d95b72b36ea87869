package io.dinggate.bench.stub;

/**
 * A message that came.
 *
 * @param number of its {@link Mark}; negative when it has none
 * @param nanos when it came, as {@link System#nanoTime}
 */
public record Arrival(int number, long nanos) {}

package io.dinggate.bench.start;

import java.util.Arrays;

/** The middle and the ends of a few values. */
public final class Median {

  private Median() {}

  /** The middle one, or the mean of the middle two. */
  public static double of(double... values) {
    var sorted = sorted(values);
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static double lowest(double... values) {
    return sorted(values)[0];
  }

  static double highest(double... values) {
    return sorted(values)[values.length - 1];
  }

  private static double[] sorted(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}

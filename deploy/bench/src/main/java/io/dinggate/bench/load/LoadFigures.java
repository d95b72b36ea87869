package io.dinggate.bench.load;

/**
 * What a load at a fixed rate has shown; times are milliseconds from the moment at which a request
 * was to begin.
 *
 * @param wantedPerSecond the rate at which requests were to begin
 * @param pairs how many (app, corp) pairs they were for
 * @param requests how many were measured
 * @param failures how many of them failed
 * @param achievedPerSecond successful ones, from the first intended begin to the last end
 */
public record LoadFigures(
    int wantedPerSecond,
    int pairs,
    int requests,
    int failures,
    double achievedPerSecond,
    double p50,
    double p90,
    double p99,
    double max) {

  private static final double ROUNDING = 0.99;

  /** Whether the answers kept up with the requests: as many a second as were to begin. */
  public boolean keptUp() {
    return achievedPerSecond >= wantedPerSecond * ROUNDING;
  }
}

package io.dinggate.bench.send;

import java.util.List;
import java.util.Map;

/**
 * T2: messages through to DingTalk's answer.
 *
 * @param pairs how many (app, corp) pairs they were for
 * @param wantedPerSecond messages a second that were begun, on schedule
 * @param seconds for how long
 * @param achieved calls a second that DingTalk got in that time
 * @param lowest the same in the worst ten seconds of it
 * @param behind messages that were accepted and had not come when the time was over
 * @param lost messages that were accepted and never came
 * @param twice messages that came more than once
 * @param millisPerMessage of processor time, by process
 * @param uncapped calls a second with budgets out of the way and as many messages as the site takes
 * @param uncappedMillisPerMessage of processor time then, by process
 */
public record ThroughFigures(
    int pairs,
    int wantedPerSecond,
    int seconds,
    double achieved,
    double lowest,
    int behind,
    int lost,
    int twice,
    Map<String, Double> millisPerMessage,
    double uncapped,
    Map<String, Double> uncappedMillisPerMessage) {

  /** What the clocks of two processes and the edges of a window may come to. */
  private static final double LIMIT = 0.99;

  /** The target. */
  public List<Goal> goals() {
    return List.of(
        new Goal(
            "T2",
            "calls through to DingTalk / its limit",
            achieved,
            wantedPerSecond,
            "1/s",
            true,
            LIMIT));
  }
}

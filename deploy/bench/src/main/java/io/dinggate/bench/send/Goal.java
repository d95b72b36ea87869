package io.dinggate.bench.send;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure beside the reference point of the same run that it is to be compared with.
 *
 * @param target T1 to T5
 * @param what was measured
 * @param measured the figure
 * @param reference what it is compared with
 * @param unit of both
 * @param atLeast whether the ratio must not be below the limit; otherwise it must not be above
 * @param limit of the ratio
 */
public record Goal(
    String target,
    String what,
    double measured,
    double reference,
    String unit,
    boolean atLeast,
    double limit) {

  /** The figure by the reference. */
  @JsonProperty
  public double ratio() {
    return measured / reference;
  }

  /** Whether it is reached. */
  @JsonProperty
  public boolean met() {
    return atLeast ? ratio() >= limit : ratio() <= limit;
  }
}

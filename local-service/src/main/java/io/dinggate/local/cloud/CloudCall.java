package io.dinggate.local.cloud;

import io.dinggate.model.problem.ApiException;

/**
 * How a call that must not be made twice ended.
 *
 * @param <T> what the cloud answers
 */
public sealed interface CloudCall<T> {

  /**
   * The cloud did it.
   *
   * @param answer its answer
   * @param <T> what the cloud answers
   */
  record Answered<T>(T answer) implements CloudCall<T> {}

  /**
   * The cloud said no before it did anything.
   *
   * @param problem its reason, fit to be answered to our own caller
   * @param <T> what the cloud answers
   */
  record Refused<T>(ApiException problem) implements CloudCall<T> {}

  /**
   * The call certainly never reached the cloud: no connection, no access token, or the circuit is
   * open.
   *
   * @param problem {@code cloud-unavailable}
   * @param <T> what the cloud answers
   */
  record NotSent<T>(ApiException problem) implements CloudCall<T> {}

  /**
   * The call was sent and no answer that settles it came back. The cloud may have done it; asking
   * for the state, or calling again with the same id, tells.
   *
   * @param problem {@code cloud-unavailable}, or the cloud's own 5xx
   * @param <T> what the cloud answers
   */
  record NoAnswer<T>(ApiException problem) implements CloudCall<T> {}
}

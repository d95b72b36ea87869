package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.Set;

/**
 * What the end of a call to the cloud means for what was to be said.
 *
 * @param <T> what the cloud answers
 */
sealed interface Verdict<T> {

  /**
   * It is said.
   *
   * @param answer the cloud's
   * @param <T> what the cloud answers
   */
  record Done<T>(T answer) implements Verdict<T> {}

  /**
   * The cloud will never take it.
   *
   * @param problem why
   * @param <T> what the cloud answers
   */
  record Never<T>(ApiException problem) implements Verdict<T> {}

  /**
   * It has to be said once more.
   *
   * @param problem why not now
   * @param maybeSent whether the cloud may have got it all the same
   * @param <T> what the cloud answers
   */
  record Later<T>(ApiException problem, boolean maybeSent) implements Verdict<T> {}

  /** Statuses below 500 that time heals: no token or right yet, a timeout, too early, too many. */
  Set<Integer> TEMPORARY = Set.of(401, 408, 425, 429);

  static <T> Verdict<T> of(CloudCall<T> call) {
    return switch (call) {
      case CloudCall.Answered<T>(var answer) -> new Done<>(answer);
      case CloudCall.Refused<T>(var problem) ->
          heals(problem) ? new Later<>(problem, false) : new Never<>(problem);
      case CloudCall.NotSent<T>(var problem) -> new Later<>(problem, false);
      case CloudCall.NoAnswer<T>(var problem) -> new Later<>(problem, true);
    };
  }

  /** Whether the same request may be taken another time. */
  static boolean heals(ApiException problem) {
    return problem.status() >= 500
        || TEMPORARY.contains(problem.status())
        || problem.code() == ErrorCode.FORBIDDEN;
  }
}

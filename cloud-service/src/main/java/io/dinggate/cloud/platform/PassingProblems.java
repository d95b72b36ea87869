package io.dinggate.cloud.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/** Which refusals pass without anybody doing anything about the work that met them. */
public final class PassingProblems {

  private static final Set<ErrorCode> PASSING =
      EnumSet.of(
          ErrorCode.SUITE_TICKET_MISSING,
          ErrorCode.DINGTALK_THROTTLED,
          ErrorCode.DINGTALK_UNAVAILABLE,
          ErrorCode.DINGTALK_REJECTED,
          ErrorCode.OVERLOADED,
          ErrorCode.INTERNAL);

  private PassingProblems() {}

  /** Whether trying again later may end otherwise. */
  public static boolean passes(ApiException problem) {
    return PASSING.contains(problem.code());
  }
}

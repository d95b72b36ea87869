package io.dinggate.cloud.dingtalk;

/**
 * The calls of our address that wait for nobody, such as those of a sign-in; who makes a {@link
 * PlannedCall} waits in their stead.
 */
@FunctionalInterface
public interface UnplannedCalls {

  /** Such a call is made now. */
  void made();
}

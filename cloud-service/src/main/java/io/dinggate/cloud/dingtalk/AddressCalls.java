package io.dinggate.cloud.dingtalk;

import java.time.Duration;

/** The calls that DingTalk takes from our address in a while, whoever they are for. */
public interface AddressCalls {

  /**
   * Waits until a call that sends nothing may be made, and counts it: it is a {@link PlannedCall}.
   *
   * @return false when that takes longer than {@code patience}
   */
  boolean takeQuery(Duration patience);
}

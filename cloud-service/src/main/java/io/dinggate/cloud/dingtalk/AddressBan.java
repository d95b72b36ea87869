package io.dinggate.cloud.dingtalk;

import java.time.Instant;
import java.util.Optional;

/** Whether DingTalk shuts out our address, which it does for all apps and APIs at once. */
@FunctionalInterface
public interface AddressBan {

  /** Until when no call is made; empty when calls are made. */
  Optional<Instant> until();
}

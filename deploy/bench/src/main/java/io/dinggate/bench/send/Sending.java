package io.dinggate.bench.send;

import io.dinggate.bench.stub.Stub;
import io.dinggate.e2e.StackBuilder;

/** The stacks on which messages are measured. */
public final class Sending {

  private static final String MANY = "1000000";

  private Sending() {}

  /** Many companies at the site, and the stub in DingTalk's place. */
  public static StackBuilder to(Stub stub, StackBuilder stack) {
    var dingTalk = stub.url().toString();
    return stack
        .world(SendingWorld::after)
        .cloudSetting("dinggate.dingtalk.oapi-url", dingTalk)
        .cloudSetting("dinggate.dingtalk.api-url", dingTalk);
  }

  /** The same with budgets that nobody feels. */
  public static StackBuilder uncapped(Stub stub, StackBuilder stack) {
    return to(stub, stack)
        .cloudSetting("dinggate.message.address-calls", MANY)
        .cloudSetting("dinggate.message.recipients-per-minute", MANY)
        .cloudSetting("dinggate.message.internal-calls-per-second", "1000");
  }
}

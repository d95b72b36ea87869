package io.dinggate.cloud.message;

import io.dinggate.platform.Backoff;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what the sending of messages needs and the configuration decides. */
final class SendingProducer {

  private SendingProducer() {}

  /** When to try again, and what failures mean. */
  @Produces
  @Singleton
  static Verdicts verdicts(MessageConfig config, Clock clock) {
    return new Verdicts(new Backoff(config.retryFirst(), config.retryMost(), Math::random), clock);
  }
}

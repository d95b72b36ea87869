package io.dinggate.local.message;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** What the classes of this package share and Quarkus does not make. */
@Singleton
class MessageBeans {

  @Produces
  @Singleton
  Backoff backoff(MessageConfig config) {
    var forward = config.forward();
    return new Backoff(forward.retryMin(), forward.retryMax(), RandomGenerator.getDefault());
  }
}

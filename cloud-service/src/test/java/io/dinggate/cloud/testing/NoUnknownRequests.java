package io.dinggate.cloud.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fails every test of the service during which DingTalk got a request that it does not know. Called
 * by Quarkus; closing the sandbox would tell it too late, and nobody would hear of it.
 */
public final class NoUnknownRequests implements QuarkusTestAfterEachCallback {

  private static final AtomicInteger CHECKS = new AtomicInteger();

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    CloudWorld.runningSandbox()
        .ifPresent(
            sandbox -> {
              CHECKS.incrementAndGet();
              assertThat(sandbox.journal().takeUnknownRequests())
                  .as("requests that DingTalk does not know")
                  .isEmpty();
            });
  }

  /** How many tests were looked at so far. */
  static int checks() {
    return CHECKS.get();
  }
}

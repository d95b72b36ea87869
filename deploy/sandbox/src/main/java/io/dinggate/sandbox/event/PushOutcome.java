package io.dinggate.sandbox.event;

import java.time.Duration;
import java.util.List;

/** What became of a push: delivered when the last attempt was acknowledged. */
public record PushOutcome(boolean delivered, List<Attempt> attempts) {
  public PushOutcome {
    attempts = List.copyOf(attempts);
  }

  /**
   * One POST.
   *
   * @param status HTTP status; 0 when there was no answer
   * @param problem why the answer does not acknowledge the event; empty when it does
   */
  public record Attempt(int status, boolean acknowledged, String problem, Duration took) {}
}

package io.dinggate.platform.web;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;

/**
 * Lets nobody in any more once the service was asked to end. The server itself waits for those who
 * are in, but goes on taking requests meanwhile: under load it would wait until its patience ends,
 * and then cut off whoever is in at that moment. Thread-safe.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 850)
public final class ClosingDoor implements ContainerRequestFilter {

  /** How soon a service that restarts is back (G10). */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private volatile boolean closed;

  /** From now on every request is answered {@code OVERLOADED}, before anything was done for it. */
  public void close() {
    closed = true;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (closed) {
      throw new ApiException(
          ErrorCode.OVERLOADED, "The service restarts.", List.of(), BACK_WITHIN, null);
    }
  }
}

package io.dinggate.cloud.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses bodies that say they are larger than anything we take, with a problem that a caller can
 * read. The server's own, wider limit cuts off what does not say its length.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 800)
final class BodyLimit implements ContainerRequestFilter {

  private static final int MAX_BYTES = 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getLength() > MAX_BYTES) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE, "a body may have " + MAX_BYTES + " bytes at most");
    }
  }
}

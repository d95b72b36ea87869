package io.dinggate.local.platform;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses bodies that are announced as too large with a problem; the HTTP layer's own limit lies
 * higher, and cuts off without a word.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 800)
public final class BodyLimitFilter implements ContainerRequestFilter {

  /** The largest message, to 1,000 people, stays far below. */
  private static final long MAX_BYTES = 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) {
    var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isTooLarge(length)) {
      throw new ApiException(
          ErrorCode.BODY_TOO_LARGE, "At most " + MAX_BYTES + " bytes are read here.");
    }
  }

  private static boolean isTooLarge(String length) {
    return length.length() > 18 || Long.parseLong(length) > MAX_BYTES;
  }
}

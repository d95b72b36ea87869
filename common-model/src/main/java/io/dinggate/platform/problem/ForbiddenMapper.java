package io.dinggate.platform.problem;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers callers whose token lacks the scope (RFC 6750 section 3.1). */
@Provider
public final class ForbiddenMapper implements ExceptionMapper<ForbiddenException> {

  @Override
  public Response toResponse(ForbiddenException failure) {
    return ProblemResponse.of(
        new ApiException(ErrorCode.FORBIDDEN, "The access token lacks the scope for this."));
  }
}

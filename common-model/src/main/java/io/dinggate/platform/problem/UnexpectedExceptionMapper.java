package io.dinggate.platform.problem;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nobody expected: the caller gets the request id and nothing else, the log gets the
 * stack, once.
 */
@Provider
public final class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedExceptionMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    return answer(failure);
  }

  static Response answer(Throwable failure) {
    LOG.error("unexpected failure", failure);
    return ProblemResponse.of(new ApiException(ErrorCode.INTERNAL));
  }
}

package io.dinggate.platform.problem;

import io.dinggate.model.problem.ApiException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers our own refusals; those with a status of 500 and above are logged once, here. */
@Provider
public final class ApiExceptionMapper implements ExceptionMapper<ApiException> {

  private static final Logger LOG = LoggerFactory.getLogger(ApiExceptionMapper.class);

  @Override
  public Response toResponse(ApiException failure) {
    if (failure.code().status() >= 500) {
      LOG.warn("answered {}", failure.getMessage());
    } else {
      LOG.debug("answered {}", failure.getMessage());
    }
    return ProblemResponse.of(failure);
  }
}

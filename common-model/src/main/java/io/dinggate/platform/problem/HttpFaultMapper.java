package io.dinggate.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Answers what the HTTP layer refuses before our code is reached: unknown path, method, media type,
 * unreadable body.
 */
@Provider
public final class HttpFaultMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException fault) {
    var original = fault.getResponse();
    if (original.getStatus() < 400 || original.hasEntity()) {
      return original;
    }
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json) {
        return ProblemResponse.of(JsonFaults.explain(json));
      }
      if (cause instanceof InvalidValueException value) {
        var violation = new Violation("path", String.valueOf(value.getMessage()));
        return ProblemResponse.of(
            new ApiException(ErrorCode.VALIDATION, null, List.of(violation), null, null));
      }
    }
    if (original.getStatus() >= 500) {
      return UnexpectedExceptionMapper.answer(fault);
    }
    var problem =
        Response.fromResponse(ProblemResponse.of(new ApiException(code(original.getStatus()))));
    var allow = original.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? problem.build() : problem.header(HttpHeaders.ALLOW, allow).build();
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.BODY_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> ErrorCode.VALIDATION;
    };
  }
}

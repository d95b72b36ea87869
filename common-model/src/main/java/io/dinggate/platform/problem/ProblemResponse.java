package io.dinggate.platform.problem;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.RequestIds;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The HTTP answer of a problem. */
public final class ProblemResponse {

  private ProblemResponse() {}

  /**
   * The answer for {@code failure}: its status, body and {@code Retry-After} where it names one.
   */
  public static Response of(ApiException failure) {
    var response =
        Response.status(failure.code().status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(failure.problem(RequestIds.current()));
    var retryAfter = failure.retryAfter();
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }
    return response.build();
  }
}

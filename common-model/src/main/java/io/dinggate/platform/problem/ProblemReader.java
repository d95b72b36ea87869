package io.dinggate.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the exception of a problem on the calling side. What is not a problem becomes {@link
 * ErrorCode#UNKNOWN}.
 */
public final class ProblemReader {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private ProblemReader() {}

  /**
   * Reads an error answer.
   *
   * @param status its HTTP status
   * @param body its body; may be anything
   * @param retryAfterSeconds the header {@code Retry-After}; null when absent or not a number of
   *     seconds
   */
  public static ApiException read(
      int status, @Nullable String body, @Nullable Long retryAfterSeconds) {
    var retryAfter = retryAfterSeconds == null ? null : Duration.ofSeconds(retryAfterSeconds);
    try {
      var problem = body == null ? null : JSON.readValue(body, Problem.class);
      if (problem != null && problem.type() != null) {
        return ApiException.from(problem, retryAfter);
      }
    } catch (JsonProcessingException e) {
      // Not one of our problems: something between us and the service answered.
    }
    return new ApiException(
        ErrorCode.UNKNOWN,
        "answered " + status + " without a problem body",
        java.util.List.of(),
        retryAfter,
        null);
  }
}

package io.dinggate.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the exception of a problem on the calling side. A problem of ours whose code this
 * version does not know has the code {@link ErrorCode#UNKNOWN}.
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
   * @return empty when the body is no problem of ours: something between us and the service
   *     answered
   */
  public static Optional<ApiException> read(
      int status, @Nullable String body, @Nullable Long retryAfterSeconds) {
    var retryAfter = retryAfterSeconds == null ? null : Duration.ofSeconds(retryAfterSeconds);
    try {
      return Optional.ofNullable(body == null ? null : JSON.readValue(body, Problem.class))
          .filter(Problem::isOurs)
          .map(problem -> ApiException.from(problem, status, retryAfter));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}

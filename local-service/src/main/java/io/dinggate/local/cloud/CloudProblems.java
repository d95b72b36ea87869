package io.dinggate.local.cloud;

import io.dinggate.platform.problem.ProblemReader;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns the cloud's error answers back into the exceptions they were made from; what is none of
 * them becomes a {@link ForeignAnswerException}.
 */
public final class CloudProblems implements ResponseExceptionMapper<RuntimeException> {

  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return status >= 400;
  }

  @Override
  public RuntimeException toThrowable(Response response) {
    var problem =
        ProblemReader.read(
            response.getStatus(),
            response.hasEntity() ? response.readEntity(String.class) : null,
            seconds(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
    return problem.isPresent() ? problem.get() : new ForeignAnswerException(response.getStatus());
  }

  private static @Nullable Long seconds(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,9}") ? Long.valueOf(retryAfter) : null;
  }
}

package io.dinggate.platform.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers bodies whose JSON does not fit the type it is read into. */
@Provider
public final class InvalidJsonMapper implements ExceptionMapper<MismatchedInputException> {

  @Override
  public Response toResponse(MismatchedInputException mismatch) {
    return ProblemResponse.of(JsonFaults.explain(mismatch));
  }
}

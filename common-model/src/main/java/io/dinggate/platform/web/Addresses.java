package io.dinggate.platform.web;

import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Which addresses can be read at all (RFC 3986). */
public final class Addresses {

  private static final String NUL =
      "The address is not a valid URI for this service: %00 is no character of any text here.";

  private static final String EXPLANATION =
      "The address is not a valid URI: write a percent sign as %25, and escape what is neither a"
          + " letter, a digit nor one of -._~.";

  private Addresses() {}

  /** What is to be answered to a request for that address; empty when it can be read. */
  public static Optional<Problem> problem(String address, String requestId) {
    try {
      new URI(address);
    } catch (URISyntaxException e) {
      return Optional.of(refused(EXPLANATION, requestId));
    }
    return asksForNul(address) ? Optional.of(refused(NUL, requestId)) : Optional.empty();
  }

  /**
   * PostgreSQL takes no NUL as a text. What is in paths is validated, and pages ask no database.
   */
  private static boolean asksForNul(String address) {
    var query = address.indexOf('?');
    return query >= 0 && address.startsWith("/api/") && address.indexOf("%00", query) >= 0;
  }

  private static Problem refused(String explanation, String requestId) {
    return Problem.of(ErrorCode.VALIDATION, explanation, requestId, List.of());
  }
}

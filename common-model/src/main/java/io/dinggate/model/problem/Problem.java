package io.dinggate.model.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer outside of the OAuth endpoints (RFC 9457), as {@value
 * #MEDIA_TYPE}.
 *
 * @param type names the kind of problem, derived from the code
 * @param title one sentence, constant per code
 * @param status the HTTP status
 * @param detail what is special about this occurrence, written for the caller; null when the title
 *     says all
 * @param code the stable code to switch on
 * @param remedy what the caller can do
 * @param requestId finds the request in the logs of the service that answered; null only outside of
 *     a request
 * @param violations the members of the request that are wrong; empty unless the code is {@code
 *     validation}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type,
    String title,
    int status,
    @Nullable String detail,
    ErrorCode code,
    String remedy,
    @Nullable String requestId,
    List<Violation> violations) {

  /** RFC 9457 section 3. */
  public static final String MEDIA_TYPE = "application/problem+json";

  @SuppressWarnings("ConstantValue") // Jackson passes null for absent members
  public Problem {
    code = code == null ? ErrorCode.UNKNOWN : code;
    violations = violations == null ? List.of() : List.copyOf(violations);
  }

  /** The problem that {@code code} stands for. */
  public static Problem of(
      ErrorCode code,
      @Nullable String detail,
      @Nullable String requestId,
      List<Violation> violations) {
    return new Problem(
        code.type(),
        code.title(),
        code.status(),
        detail,
        code,
        code.remedy(),
        requestId,
        violations);
  }

  /** Whether DingGate answered it, this version or another one. */
  @SuppressWarnings("ConstantValue") // see above
  @JsonIgnore
  public boolean isOurs() {
    return type != null && type.toString().startsWith(ErrorCode.TYPES);
  }

  /** The name of the kind of problem on the wire, also of one that this version does not know. */
  String kind() {
    return type.toString().substring(ErrorCode.TYPES.length());
  }

  /**
   * One member of the request that is wrong.
   *
   * @param path where it stands, for example {@code content.title} or {@code recipients[2].userId}
   * @param message what it must be; never repeats the value
   */
  public record Violation(String path, String message) {}
}

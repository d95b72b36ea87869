package io.dinggate.model.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says no to a caller: answered as the {@link Problem} of its code, and rebuilt from one on the
 * calling side. The detail is written for the caller and holds no secret, no person's data and
 * nothing of our internals.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;
  private final @Nullable String detail;
  private final transient List<Problem.Violation> violations;
  private final @Nullable Duration retryAfter;

  public ApiException(ErrorCode code) {
    this(code, null, List.of(), null, null);
  }

  public ApiException(ErrorCode code, @Nullable String detail) {
    this(code, detail, List.of(), null, null);
  }

  public ApiException(
      ErrorCode code,
      @Nullable String detail,
      List<Problem.Violation> violations,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    this(code.wire(), code, code.status(), detail, violations, retryAfter, cause);
  }

  private ApiException(
      String kind,
      ErrorCode code,
      int status,
      @Nullable String detail,
      List<Problem.Violation> violations,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(kind + (detail == null ? "" : ": " + detail), cause);
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.violations = List.copyOf(violations);
    this.retryAfter = retryAfter;
  }

  /** A {@link ErrorCode#VALIDATION} problem about one member of the request. */
  public static ApiException invalid(String path, String message) {
    return new ApiException(
        ErrorCode.VALIDATION, null, List.of(new Problem.Violation(path, message)), null, null);
  }

  /** What to switch on. */
  public ErrorCode code() {
    return code;
  }

  /**
   * The HTTP status. On the calling side the one that came: with a code of a newer version nothing
   * else says whose fault it is.
   */
  public int status() {
    return status;
  }

  /** What is special about this occurrence; null when the code's title says all. */
  public @Nullable String detail() {
    return detail;
  }

  /**
   * The members of the request that are wrong; empty unless the code is {@link
   * ErrorCode#VALIDATION}.
   */
  public List<Problem.Violation> violations() {
    return violations;
  }

  /** How long the caller should wait; null when nothing is known. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The body to answer with. */
  public Problem problem(@Nullable String requestId) {
    return Problem.of(code, detail, requestId, violations);
  }

  /**
   * The exception that {@code problem} was answered for, on the calling side.
   *
   * @param problem one of {@linkplain Problem#isOurs ours}
   * @param status the HTTP status that it came with
   * @param retryAfter how long to wait; null when nothing is known
   */
  public static ApiException from(Problem problem, int status, @Nullable Duration retryAfter) {
    return new ApiException(
        problem.kind(),
        problem.code(),
        status,
        problem.detail(),
        problem.violations(),
        retryAfter,
        null);
  }
}

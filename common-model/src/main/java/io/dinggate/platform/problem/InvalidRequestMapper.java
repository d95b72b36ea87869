package io.dinggate.platform.problem;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Answers requests that break a constraint, with every violation. One of an answer of ours (a
 * return value) is our mistake and answered as such.
 */
@Provider
public final class InvalidRequestMapper implements ExceptionMapper<ConstraintViolationException> {

  @Override
  public Response toResponse(ConstraintViolationException invalid) {
    if (invalid.getConstraintViolations().stream().anyMatch(InvalidRequestMapper::isReturnValue)) {
      return UnexpectedExceptionMapper.answer(invalid);
    }
    var violations =
        invalid.getConstraintViolations().stream()
            .map(violation -> new Violation(path(violation), violation.getMessage()))
            .distinct()
            .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
            .toList();
    return ProblemResponse.of(new ApiException(ErrorCode.VALIDATION, null, violations, null, null));
  }

  private static boolean isReturnValue(ConstraintViolation<?> violation) {
    return nodes(violation).stream().anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
  }

  /** Drops the method and, for a body, the parameter: the caller knows neither. */
  private static String path(ConstraintViolation<?> violation) {
    var nodes =
        nodes(violation).stream().filter(node -> node.getKind() != ElementKind.METHOD).toList();
    var shown =
        nodes.size() > 1 && nodes.getFirst().getKind() == ElementKind.PARAMETER
            ? nodes.subList(1, nodes.size())
            : nodes;
    var path = new StringBuilder();
    for (var node : shown) {
      if (node.getIndex() != null) {
        path.append('[').append(node.getIndex()).append(']');
      }
      if (node.getKey() != null) {
        path.append('.').append(node.getKey());
      }
      var name = node.getName();
      if (name != null && !name.startsWith("<")) {
        path.append(path.isEmpty() ? "" : ".")
            .append(node.getKind() == ElementKind.PARAMETER ? "body" : name);
      }
    }
    return path.toString();
  }

  private static List<Path.Node> nodes(ConstraintViolation<?> violation) {
    return StreamSupport.stream(violation.getPropertyPath().spliterator(), false).toList();
  }
}

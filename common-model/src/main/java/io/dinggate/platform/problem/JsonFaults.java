package io.dinggate.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.util.stream.Collectors;

/**
 * Puts what Jackson says about a body into words for the caller: where, what kind of fault, never
 * the value or a class.
 */
public final class JsonFaults {

  private JsonFaults() {}

  /** The {@code VALIDATION} problem that answers such a body. */
  public static ApiException explain(JsonProcessingException fault) {
    return switch (fault) {
      case InputCoercionException _ ->
          new ApiException(ErrorCode.VALIDATION, "A number in the body is too large.");
      case StreamReadException broken -> new ApiException(ErrorCode.VALIDATION, notJson(broken));
      case UnrecognizedPropertyException unknown ->
          ApiException.invalid(path(unknown), "is not known here");
      case InvalidTypeIdException type ->
          ApiException.invalid(path(type), "has no type, or one that is not known here");
      case JsonMappingException mapping
          when mapping.getCause() instanceof InvalidValueException invalid ->
          ApiException.invalid(path(mapping), String.valueOf(invalid.getMessage()));
      case JsonMappingException mapping
          when mapping.getCause() instanceof StreamReadException broken
              && !(broken instanceof InputCoercionException) ->
          new ApiException(ErrorCode.VALIDATION, notJson(broken));
      case JsonMappingException mapping ->
          ApiException.invalid(path(mapping), "has the wrong type or form");
      default -> new ApiException(ErrorCode.VALIDATION, "The body is not JSON.");
    };
  }

  private static String notJson(StreamReadException broken) {
    var at = broken.getLocation();
    return at == null
        ? "The body is not JSON."
        : "The body is not JSON: see line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
  }

  private static String path(JsonMappingException fault) {
    var path =
        fault.getPath().stream()
            .map(
                at ->
                    at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
  }
}

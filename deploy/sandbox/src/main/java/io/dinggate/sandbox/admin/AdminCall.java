package io.dinggate.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import io.dinggate.sandbox.http.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to the admin API; what is missing or of the wrong kind is an {@link
 * IllegalArgumentException} naming the field.
 */
record AdminCall(Request request, JsonNode body) {

  static AdminCall of(Request request) {
    String text = request.getBodyAsString();
    JsonNode body =
        text == null || text.isBlank()
            ? Json.object()
            : Json.parse(text)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new IllegalArgumentException("The body is not a JSON object"));
    return new AdminCall(request, body);
  }

  String text(String field) {
    return Optional.ofNullable(optionalText(field))
        .orElseThrow(() -> new IllegalArgumentException("The text field " + field + " is missing"));
  }

  @Nullable String optionalText(String field) {
    JsonNode value = body.path(field);
    return value.isTextual() ? value.asText() : null;
  }

  long number(String field) {
    JsonNode value = body.path(field);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("The number field " + field + " is missing");
    }
    return value.asLong();
  }

  int number(String field, int otherwise) {
    return body.has(field) ? Math.toIntExact(number(field)) : otherwise;
  }

  boolean flag(String field) {
    return body.path(field).asBoolean(false);
  }

  int query(String name, int otherwise) {
    QueryParameter parameter = request.queryParameter(name);
    return parameter.isPresent() ? Integer.parseInt(parameter.firstValue()) : otherwise;
  }
}

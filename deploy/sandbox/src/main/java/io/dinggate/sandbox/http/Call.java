package io.dinggate.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint reads it. Blank parameters count as absent. */
public final class Call {
  private final Request request;
  private final Listener listener;

  public Call(Listener listener, Request request) {
    this.listener = listener;
    this.request = request;
  }

  public Listener listener() {
    return listener;
  }

  public String method() {
    return request.getMethod().getName();
  }

  /** The path as sent, whatever odd characters it has. */
  public static String pathOf(Request request) {
    String url = request.getUrl();
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Path and query as sent. */
  public String target() {
    return request.getUrl();
  }

  public String path() {
    return pathOf(request);
  }

  public Optional<String> pathPart(String name) {
    return present(request.getPathParameters().get(name));
  }

  public Optional<String> header(String name) {
    return request.containsHeader(name) ? present(request.getHeader(name)) : Optional.empty();
  }

  public Optional<String> query(String name) {
    QueryParameter parameter = request.queryParameter(name);
    return parameter.isPresent() ? present(parameter.firstValue()) : Optional.empty();
  }

  public Optional<String> form(String name) {
    if (!isForm()) {
      return Optional.empty();
    }
    FormParameter parameter = request.formParameter(name);
    return parameter != null && parameter.isPresent()
        ? present(parameter.firstValue())
        : Optional.empty();
  }

  /** From the query or, failing that, the form. */
  public Optional<String> parameter(String name) {
    return query(name).or(() -> form(name));
  }

  /**
   * The body as an object: JSON, or a form whose values become texts. Empty body = empty object;
   * anything else is refused in the manner of the listener.
   */
  public JsonNode body() {
    if (isForm()) {
      ObjectNode fields = Json.object();
      for (Map.Entry<String, FormParameter> field : request.formParameters().entrySet()) {
        fields.put(field.getKey(), field.getValue().firstValue());
      }
      return fields;
    }
    String text = request.getBodyAsString();
    if (text == null || text.isBlank()) {
      return Json.object();
    }
    return Json.parse(text).filter(JsonNode::isObject).orElseThrow(this::notAnObject);
  }

  /** A text or number of the JSON body, as text. */
  public Optional<String> field(String name) {
    JsonNode value = body().path(name);
    return value.isValueNode() && !value.isNull() ? present(value.asText()) : Optional.empty();
  }

  /** Whether the body came as a form, in which complex values are JSON texts. */
  public boolean isForm() {
    return header("Content-Type")
        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  public boolean isMultipart() {
    return request.isMultipart();
  }

  /** A file of a multipart body; a part without a file name is none. */
  public Optional<Upload> upload(String name) {
    return request.getParts().stream()
        .filter(part -> name.equals(part.getName()) && part.getFileName() != null)
        .map(part -> new Upload(part.getFileName(), part.getBody().asBytes().length))
        .findFirst();
  }

  public String clientAddress() {
    return Optional.ofNullable(request.getClientIp()).orElse("127.0.0.1");
  }

  private Refusal notAnObject() {
    return listener == Listener.OAPI
        ? OldError.of(47001, "解析JSON内容错误")
        : NewError.badRequest("invalidParameter.body", "request body is not a JSON object");
  }

  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  /** A file that was sent. */
  public record Upload(String fileName, long bytes) {}
}

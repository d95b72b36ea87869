package io.dinggate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls to the sandbox as a client without any knowledge of it makes them. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper MAPPER = new JsonMapper();

  private Http() {}

  static HttpResponse<String> get(URI base, String target, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target)).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static HttpResponse<String> post(URI base, String target, String json, String... headers) {
    return body("POST", base, target, json, headers);
  }

  static HttpResponse<String> body(
      String method, URI base, String target, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + target))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static HttpResponse<String> form(URI base, String target, Map<String, String> fields) {
    return send(
        HttpRequest.newBuilder(URI.create(base + target))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  /** A file as a form of a browser sends it, or a plain field without a file name. */
  static HttpResponse<String> multipart(
      URI base, String target, String part, @Nullable String fileName, byte[] content) {
    String boundary = "----sandbox-boundary";
    String disposition = "form-data; name=\"" + part + "\"";
    String head =
        "--%s\r\nContent-Disposition: %s\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(
                boundary,
                fileName == null ? disposition : disposition + "; filename=\"" + fileName + "\"");
    return send(
        HttpRequest.newBuilder(URI.create(base + target))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofByteArray(content),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))));
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ConnectionCut(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The other side closed the connection without an answer. */
  static final class ConnectionCut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectionCut(IOException cause) {
      super(cause);
    }
  }
}

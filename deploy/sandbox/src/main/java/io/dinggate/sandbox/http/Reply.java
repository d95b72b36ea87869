package io.dinggate.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the sandbox before WireMock sends it. A {@code cut} answer closes the connection
 * without a byte.
 */
public record Reply(
    int status, String contentType, String body, @Nullable URI location, boolean cut) {

  public static Reply json(int status, Object body) {
    return new Reply(status, "application/json;charset=utf-8", Json.write(body), null, false);
  }

  /** The body of a success at the old host, to be filled. */
  public static ObjectNode ok() {
    return Json.object().put("errcode", 0).put("errmsg", "ok");
  }

  /** The success of a {@code /topapi} call with its result. */
  public static Reply result(JsonNode result) {
    ObjectNode body = ok();
    body.set("result", result);
    return json(200, body.put("request_id", requestId()));
  }

  public static String requestId() {
    return UUID.randomUUID().toString();
  }

  public static Reply html(int status, String body) {
    return new Reply(status, "text/html;charset=utf-8", body, null, false);
  }

  public static Reply found(URI location) {
    return new Reply(302, "text/plain;charset=utf-8", "", location, false);
  }

  public static Reply empty(int status) {
    return new Reply(status, "text/plain;charset=utf-8", "", null, false);
  }

  public static Reply connectionCut() {
    return new Reply(0, "text/plain;charset=utf-8", "", null, true);
  }

  /** The same as WireMock wants it; never cached by the caller. */
  public ResponseDefinition toResponse() {
    if (cut) {
      return ResponseDefinitionBuilder.responseDefinition().withFault(Fault.EMPTY_RESPONSE).build();
    }
    ResponseDefinitionBuilder response =
        ResponseDefinitionBuilder.responseDefinition()
            .withStatus(status)
            .withHeader("Content-Type", contentType)
            .withHeader("Cache-Control", "no-store")
            .withBody(body);
    if (location != null) {
      response.withHeader("Location", location.toASCIIString());
    }
    return response.build();
  }
}

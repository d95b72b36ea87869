package io.dinggate.sandbox.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.event.PushOutcome.Attempt;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.state.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Seals events, posts them, and judges the answer: only the encrypted {@code success} of the right
 * app acknowledges.
 */
final class PushClient {
  private final Duration timeout;
  private final SecureRandom random = new SecureRandom();
  private final HttpClient http;

  PushClient(Duration timeout) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** Both spellings of the signature are sent, with the same value, as live logs show. */
  SealedEvent seal(App app, URI callbackUrl, String plaintext, long timestampMillis) {
    EventCrypto crypto = crypto(app);
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    String encrypt = crypto.encrypt(plaintext, salt);
    String timestamp = String.valueOf(timestampMillis);
    String nonce = Secrets.next().substring(0, 8);
    String signature = crypto.signature(timestamp, nonce, encrypt);
    String query =
        "signature="
            + signature
            + "&msg_signature="
            + signature
            + "&timestamp="
            + timestamp
            + "&nonce="
            + nonce;
    char separator = callbackUrl.getRawQuery() == null ? '?' : '&';
    return new SealedEvent(
        app.appId(),
        URI.create(callbackUrl.toString() + separator + query),
        Json.write(Json.object().put("encrypt", encrypt)));
  }

  Attempt post(App app, SealedEvent event) {
    long start = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(event.target())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event.body()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      String problem = problem(app, answer);
      return new Attempt(answer.statusCode(), problem.isEmpty(), problem, since(start));
    } catch (IOException e) {
      return new Attempt(0, false, "no answer: " + e.getClass().getSimpleName(), since(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt(0, false, "interrupted", since(start));
    }
  }

  private static String problem(App app, HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      return "status " + answer.statusCode();
    }
    Optional<JsonNode> body = Json.parse(answer.body()).filter(JsonNode::isObject);
    if (body.isEmpty()) {
      return "the body is no JSON object";
    }
    String encrypt = body.get().path("encrypt").asText();
    EventCrypto crypto = crypto(app);
    String expected =
        crypto.signature(
            body.get().path("timeStamp").asText(), body.get().path("nonce").asText(), encrypt);
    if (!expected.equals(body.get().path("msg_signature").asText())) {
      return "the signature does not match";
    }
    try {
      return crypto.decrypt(encrypt).equals("success") ? "" : "the text is not success";
    } catch (IllegalArgumentException e) {
      return "the text cannot be decrypted: " + e.getMessage();
    }
  }

  private static EventCrypto crypto(App app) {
    return new EventCrypto(app.token(), app.encodingAesKey(), app.key());
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}

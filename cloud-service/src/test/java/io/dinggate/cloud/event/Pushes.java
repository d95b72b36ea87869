package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.EventKeys;
import io.dinggate.platform.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Pushes in every form, also such as DingTalk never makes. */
final class Pushes {

  /** One for all: each has a thread and files open for as long as it lives. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI target;
  private final EventKeys keys;
  private final Clock clock;

  Pushes(URI target, EventKeys keys, Clock clock) {
    this.target = target;
    this.keys = keys;
    this.clock = clock;
  }

  /** A push of that text that is right in everything; change one thing about it. */
  Push of(String text) {
    return new Push(text);
  }

  HttpResponse<String> post(Map<String, String> query, byte[] body)
      throws IOException, InterruptedException {
    var parameters =
        query.entrySet().stream()
            .map(
                parameter ->
                    parameter.getKey()
                        + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(target + "?" + parameters))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  final class Push {
    private final String text;
    private String ownerKey = keys.ownerKey();
    private String timestamp = String.valueOf(clock.millis());
    private String encrypt;
    private final Map<String, String> overrides = new LinkedHashMap<>();

    private Push(String text) {
      this.text = text;
    }

    Push ownerKey(String changed) {
      ownerKey = changed;
      return this;
    }

    Push timestamp(String changed) {
      timestamp = changed;
      return this;
    }

    /** Signed, but not what the text encrypts to. */
    Push encrypt(String changed) {
      encrypt = changed;
      return this;
    }

    /** What the query says in the end; empty leaves it out. */
    Push parameter(String name, String value) {
      overrides.put(name, value);
      return this;
    }

    HttpResponse<String> post() throws IOException, InterruptedException {
      var crypto = new CallbackCrypto(keys);
      var sealed = encrypt == null ? crypto.seal(text, ownerKey, Tokens.bytes(16)) : encrypt;
      var query = new LinkedHashMap<String, String>();
      query.put("msg_signature", crypto.signature(timestamp, "a1B2c3D4", sealed));
      query.put("timestamp", timestamp);
      query.put("nonce", "a1B2c3D4");
      query.putAll(overrides);
      query.values().removeIf(String::isEmpty);
      return Pushes.this.post(
          query, ("{\"encrypt\":\"" + sealed + "\"}").getBytes(StandardCharsets.UTF_8));
    }
  }
}

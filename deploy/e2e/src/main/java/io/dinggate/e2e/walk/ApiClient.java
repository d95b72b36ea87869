package io.dinggate.e2e.walk;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that calls one of our services with an access token of its own (RFC 6749 section 4.4).
 * Thread-safe once it has its token.
 */
public final class ApiClient {

  private final URI service;
  private final String id;
  private final String secret;
  private volatile @Nullable String token;

  /**
   * Makes no call yet.
   *
   * @param service whose token endpoint and API it uses, without a path
   */
  public ApiClient(URI service, String id, String secret) {
    this.service = service;
    this.id = id;
    this.secret = secret;
  }

  /**
   * A caller that has its token already, from wherever.
   *
   * @param service whose API it uses, without a path
   */
  public ApiClient(URI service, String token) {
    this(service, "", "");
    this.token = token;
  }

  /** Gets a new access token; later calls send it. */
  public Page authenticate() {
    var page = askForToken();
    token = page.expect(200).json().path("access_token").asText();
    return page;
  }

  /** What the token endpoint answers, whatever it is. */
  public Page askForToken() {
    var credentials =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(service.resolve("/oauth2/token"))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials")));
  }

  /** The access token that {@link #authenticate} got. */
  public String token() {
    var held = token;
    if (held == null) {
      authenticate();
      return token();
    }
    return held;
  }

  public Page get(String path) {
    return call("GET", path, null);
  }

  public Page put(String path, String json) {
    return call("PUT", path, json);
  }

  public Page post(String path, String json) {
    return call("POST", path, json);
  }

  /** Any call; {@code json} is null when there is no body. */
  public Page call(String method, String path, @Nullable String json) {
    var request =
        HttpRequest.newBuilder(service.resolve(path))
            .header("Authorization", "Bearer " + token())
            .header("Accept", "application/json");
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request.method(
            method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }

  private static Page send(HttpRequest.Builder builder) {
    var request = builder.timeout(Duration.ofSeconds(60)).build();
    var answer = Browser.exchange(request);
    return new Page(
        request.uri(),
        answer.statusCode(),
        answer.headers(),
        answer.body(),
        List.of(request.uri()));
  }
}

package io.dinggate.e2e;

import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A request that a page of a site hands to the cloud, as the site has written and signed it.
 *
 * @param id names it at the site
 * @param url where the page posts it to
 * @param token the site's signature
 * @param body the text that was signed
 * @param origin the origin of the page
 */
record HandedRequest(String id, URI url, String token, String body, String origin) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** What the site answered to who wished for a request token. */
  static HandedRequest of(Page answer, String origin) {
    var minted = answer.expect(201).json();
    return new HandedRequest(
        minted.path("id").asText(),
        URI.create(minted.path("url").asText()),
        minted.path("token").asText(),
        minted.path("body").asText(),
        origin);
  }

  HandedRequest withToken(String other) {
    return new HandedRequest(id, url, other, body, origin);
  }

  HandedRequest withBody(String other) {
    return new HandedRequest(id, url, token, other, origin);
  }

  HandedRequest withOrigin(String other) {
    return new HandedRequest(id, url, token, body, other);
  }

  /** Posts it, as the page's script does. */
  Page post() {
    return exchange(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Authorization", "DingGate-Request " + token)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Asks whether the page may, as its browser does by itself. */
  Page preflight() {
    return exchange(
        HttpRequest.newBuilder(url)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private Page exchange(HttpRequest.Builder builder) {
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    try {
      var answer =
          HTTP.send(builder.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
      return new Page(url, answer.statusCode(), answer.headers(), answer.body(), List.of(url));
    } catch (IOException e) {
      throw new WalkException("no answer from the cloud: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WalkException("interrupted");
    }
  }
}

package io.dinggate.e2e.walk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;

/**
 * An answer, as a browser or a program gets it.
 *
 * @param url what was asked at the end, after all redirects
 * @param status the HTTP status
 * @param headers of the answer
 * @param body as text
 * @param hops every address that was visited on the way, the last one included
 */
public record Page(URI url, int status, HttpHeaders headers, String body, List<URI> hops) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Page {
    hops = List.copyOf(hops);
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new WalkException("expected JSON from " + where() + " but got: " + shortened());
    }
  }

  /** This answer, if it has the status. */
  public Page expect(int wanted) {
    if (status != wanted) {
      throw new WalkException(
          "expected status %d from %s but got %d: %s"
              .formatted(wanted, where(), status, shortened()));
    }
    return this;
  }

  /** The value of a header, or nothing. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  private String where() {
    return url.getScheme() + "://" + url.getAuthority() + url.getPath(); // a query may hold secrets
  }

  private String shortened() {
    return body.length() <= 600 ? body : body.substring(0, 600) + " …";
  }
}

package io.dinggate.e2e;

import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A form with a file in it, as a browser sends it (RFC 7578). Not thread-safe. */
final class Upload {

  private static final String BOUNDARY = "boundary-of-the-end-to-end-tests";

  private final StringBuilder body = new StringBuilder();

  private Upload() {}

  /** A form whose part of that name is a file. */
  static Upload of(String part, String fileName, String text) {
    return new Upload()
        .part(
            "name=\"%s\"; filename=\"%s\"\r\nContent-Type: text/plain".formatted(part, fileName),
            text);
  }

  /** One more member. */
  Upload with(String name, String value) {
    return part("name=\"" + name + "\"", value);
  }

  /** Sends it; the answer. */
  Page to(URI address, String token) {
    var request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofString(body + "--" + BOUNDARY + "--\r\n"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Page(
          address, answer.statusCode(), answer.headers(), answer.body(), List.of(address));
    } catch (IOException e) {
      throw new WalkException("no answer to an upload: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WalkException("interrupted");
    }
  }

  private Upload part(String disposition, String text) {
    body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; ")
        .append(disposition)
        .append("\r\n\r\n")
        .append(text)
        .append("\r\n");
    return this;
  }
}

package io.dinggate.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads the feed of a site as the local-service does: entries and cursor are taken over at once,
 * then confirmed. A gap between two sequences, or an epoch that ends, is a failure.
 */
final class FeedReader {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final String like;
  private final ApiClient client;
  private final List<JsonNode> items = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile String fault = "";
  private String epoch = "";
  private long sequence;

  FeedReader(String like, ApiClient client) {
    this.like = like;
    this.client = client;
  }

  /** The site of the stack that this one is like. */
  String like() {
    return like;
  }

  /** Whether the cloud has given it a token. */
  boolean authenticate() {
    client.authenticate();
    return true;
  }

  /** What it has read, in order. */
  List<JsonNode> items() {
    if (!fault.isEmpty()) {
      throw new AssertionError(fault);
    }
    return List.copyOf(items);
  }

  void stop() {
    stopped = true;
  }

  /** Reads on until it is told to stop, whatever becomes of the cloud meanwhile. */
  void readUntilStopped() {
    while (!stopped && fault.isEmpty()) {
      try {
        read();
      } catch (WalkException e) {
        await().pollDelay(PAUSE).until(() -> true); // the cloud was killed, or the token has ended
        renew();
      }
    }
  }

  private void renew() {
    try {
      client.authenticate();
    } catch (WalkException e) {
      // it is not back yet
    }
  }

  private void read() {
    var cursor = epoch.isEmpty() ? "" : "&epoch=" + epoch + "&after=" + sequence;
    var page = client.get("/api/v1/feed?wait=5&limit=500" + cursor).expect(200).json();
    for (var entry : page.path("entries")) {
      var next = entry.path("sequence").asLong();
      if (next != sequence + 1 || !(epoch.isEmpty() || epoch.equals(page.path("epoch").asText()))) {
        fault = "after the entry %d of a feed came %d".formatted(sequence, next);
        return;
      }
      sequence = next;
      items.add(entry.path("item"));
    }
    epoch = page.path("epoch").asText();
    if (!page.path("entries").isEmpty()) {
      client
          .post("/api/v1/feed/ack", "{\"epoch\":\"%s\",\"sequence\":%d}".formatted(epoch, sequence))
          .expect(204);
    }
  }
}

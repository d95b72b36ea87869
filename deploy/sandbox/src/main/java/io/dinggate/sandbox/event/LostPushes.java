package io.dinggate.sandbox.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pushes that were given up, which an app can ask for some minutes later, once: reading takes
 * them away. One entry for each corp that a push is about. Thread-safe.
 */
public final class LostPushes {
  private static final Duration KEPT_BACK = Duration.ofMinutes(3);
  private static final int PAGE = 200;

  private final Clock clock;
  private final List<Lost> all = new ArrayList<>();

  public LostPushes(Clock clock) {
    this.clock = clock;
  }

  /** A push that nobody has acknowledged; what is no event of a corp is gone. */
  synchronized void add(String appId, String plaintext) {
    Json.parse(plaintext)
        .filter(JsonNode::isObject)
        .ifPresent(
            event ->
                byCorp((ObjectNode) event)
                    .forEach(
                        (corpId, part) ->
                            all.add(
                                new Lost(appId, corpId, clock.instant(), entry(corpId, part)))));
  }

  private static Map<String, ObjectNode> byCorp(ObjectNode event) {
    Map<String, ObjectNode> parts = new LinkedHashMap<>();
    if (event.path("bizData").isArray()) {
      for (JsonNode row : event.path("bizData")) {
        ObjectNode part =
            parts.computeIfAbsent(
                row.path("corp_id").asText(),
                _ -> {
                  ObjectNode copy = event.deepCopy();
                  copy.putArray("bizData");
                  return copy;
                });
        ((ArrayNode) part.path("bizData")).add(row);
      }
    } else {
      parts.put(event.path("CorpId").asText(event.path("AuthCorpId").asText()), event);
    }
    parts.remove("");
    return parts;
  }

  private ObjectNode entry(String corpId, ObjectNode event) {
    String tag = event.path("EventType").asText();
    ObjectNode entry =
        Json.object().put("call_back_tag", tag).put("event_time", clock.instant().toEpochMilli());
    entry
        .putObject(tag)
        .put("corpid", corpId)
        .set(tag.startsWith("bpms_") ? "bpmsCallBackData" : "callbackData", event);
    return entry;
  }

  /** The next page of an app's in a corp; those in it are gone. */
  public synchronized ObjectNode take(String appId, String corpId) {
    Instant before = clock.instant().minus(KEPT_BACK);
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray("failed_list");
    boolean more = false;
    for (Iterator<Lost> rest = all.iterator(); rest.hasNext() && !more; ) {
      Lost lost = rest.next();
      if (!lost.appId().equals(appId)
          || !lost.corpId().equals(corpId)
          || lost.at().isAfter(before)) {
        continue;
      }
      if (list.size() == PAGE) {
        more = true;
      } else {
        list.add(lost.entry());
        rest.remove();
      }
    }
    return page.put("has_more", more);
  }

  /** Forgets all of them. */
  public synchronized void clear() {
    all.clear();
  }

  private record Lost(String appId, String corpId, Instant at, ObjectNode entry) {}
}

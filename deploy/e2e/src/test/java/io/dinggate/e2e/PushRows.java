package io.dinggate.e2e;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Texts of pushes that the sandbox has no command for, in the form of SyncHTTP. */
final class PushRows {

  static final int AUTHORISATION = 4;
  static final int USER = 13;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode push = JSON.createObjectNode().put("EventType", "SYNC_HTTP_PUSH_MEDIUM");

  PushRows() {
    push.putArray("bizData");
  }

  /** One more row, an event of its own. */
  PushRows add(String corp, int bizType, String syncAction, long atMillis) {
    return add(corp, bizType, syncAction, atMillis, UUID.randomUUID().toString());
  }

  /** One more row, with the id of an event that is like no other. */
  PushRows add(String corp, int bizType, String syncAction, long atMillis, String eventId) {
    var data = JSON.createObjectNode().put("syncAction", syncAction).put("eventId", eventId);
    push.withArray("bizData")
        .addObject()
        .put("subscribe_id", "14999001_0")
        .put("corp_id", corp)
        .put("biz_type", bizType)
        .put("biz_id", "14999001")
        .put("gmt_modified", atMillis)
        .put("biz_data", data.toString());
    return this;
  }

  @Override
  public String toString() {
    return push.toString();
  }
}

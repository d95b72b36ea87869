package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.sandbox.event.EventPusher;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** DingTalk tells that somebody has left: she is signed in nowhere any more (G8). */
@ExtendWith(SharedStack.class)
class LeaverIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stack stack;
  private final EventPusher pusher;
  private final String app;

  LeaverIT(Stack stack) {
    this.stack = stack;
    this.pusher = stack.sandbox().pusher();
    this.app = stack.sandbox().world().internalApps().getFirst().appId();
  }

  @Test
  void sessionsOfWhoHasLeftEndByTheEvent() {
    var leaver = SignIn.toEast(stack).done();
    assertThat(leaver.me().status()).isEqualTo(200);

    push("user_leave_org", System.currentTimeMillis());

    await().atMost(SOON).untilAsserted(() -> assertThat(leaver.me().status()).isEqualTo(401));
  }

  /** An event that was overtaken by a newer one about the same person says nothing any more. */
  @Test
  void lateEventEndsNoSession() {
    var now = System.currentTimeMillis();
    push("user_modify_org", now);
    var person = SignIn.toEast(stack).done();

    push("user_leave_org", now - 1);

    try (var clients = new SiteClients(stack.local(Stack.EAST))) {
      var reader = clients.add("leaver-reader", "feed:read");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          reader
                              .get("/api/v1/events?limit=100&type=user_leave_org")
                              .expect(200)
                              .body())
                      .contains("\"stale\":true"));
    }
    assertThat(person.me().status()).isEqualTo(200);
  }

  private void push(String action, long at) {
    var text = JSON.createObjectNode().put("EventType", "SYNC_HTTP_PUSH_MEDIUM");
    text.putArray("bizData")
        .addObject()
        .put("subscribe_id", "14999001_0")
        .put("corp_id", Somebody.EAST_CORP)
        .put("biz_type", 13)
        .put("biz_id", Somebody.WANG_FANG)
        .put("gmt_modified", at)
        .put(
            "biz_data",
            JSON.createObjectNode()
                .put("syncAction", action)
                .put("eventId", UUID.randomUUID().toString())
                .toString());
    assertThat(pusher.post(pusher.seal(app, text.toString())).problem()).isEmpty();
  }
}

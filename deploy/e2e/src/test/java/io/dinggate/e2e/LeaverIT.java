package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.event.EventPusher;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** DingTalk tells that somebody has left: she is signed in nowhere and reached no more. */
@ExtendWith(SharedStack.class)
class LeaverIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BINDING = "/api/v1/bindings/leavers/0042";
  private static final String STAFF = "{\"tenantId\":\"leavers\",\"staffId\":\"0042\"}";
  private static final String USER =
      "{\"corp\":\"%s\",\"userId\":\"%s\"}".formatted(Somebody.EAST_CORP, Somebody.WANG_FANG);
  private static final String TO =
      "{\"recipients\":[%s],\"content\":{\"type\":\"text\",\"content\":\"to a leaver %s\"}}";

  private final Stack stack;
  private final EventPusher pusher;
  private final String app;

  LeaverIT(Stack stack) {
    this.stack = stack;
    this.pusher = stack.sandbox().pusher();
    this.app = stack.sandbox().world().internalApps().getFirst().appId();
  }

  /** She is somebody in other tests too. */
  @AfterEach
  void awaitHerReturn() {
    var erp = Erp.of(stack, Stack.EAST);
    erp.put(BINDING, USER).expect(200);
    await().atMost(SOON).untilAsserted(() -> assertFrozen(erp, false));
  }

  @Test
  void sessionsOfWhoHasLeftEndByTheEvent() {
    var leaver = SignIn.toEast(stack).done();
    assertThat(leaver.me().status()).isEqualTo(200);

    push("user_leave_org", System.currentTimeMillis());

    var pushed = System.nanoTime();
    await()
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(leaver.me().status()).isEqualTo(401));
    System.out.printf(
        "[measured] a leaver's session ended %d ms after the event was taken%n",
        Duration.ofNanos(System.nanoTime() - pushed).toMillis());
  }

  /** Until DingTalk is found to know her again. */
  @Test
  void bindingOfWhoHasLeftIsFrozenAndMessagesToHerFail() {
    var erp = Erp.of(stack, Stack.EAST);
    var person = person();
    erp.put(BINDING, USER).expect(200);
    try {
      stack.sandbox().leave(Somebody.EAST_CORP, Somebody.WANG_FANG);
      push("user_leave_org", System.currentTimeMillis());
      await().atMost(SOON).untilAsserted(() -> assertFrozen(erp, true));

      for (var recipient : List.of(STAFF, USER)) {
        var path = Messages.newPath();
        erp.put(path, TO.formatted(recipient, path)).expect(202);
        assertThat(Messages.reason(Messages.await(erp, path, "failed")))
            .isEqualTo("recipient-left");
      }
    } finally {
      stack.sandbox().putPerson(person);
      push("user_modify_org", System.currentTimeMillis());
    }
    // this stack reads no directories: whoever is asked for is read anew
    erp.get("/api/v1/users/%s/%s".formatted(Somebody.EAST_CORP, Somebody.WANG_FANG)).expect(200);
    assertFrozen(erp, false);
    var path = Messages.newPath();
    erp.put(path, TO.formatted(STAFF, path)).expect(202);
    Messages.awaitAtDingTalk(() -> erp.get(path));
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

  private Person person() {
    return stack.sandbox().people().stream()
        .filter(
            somebody ->
                somebody.memberships().stream()
                    .anyMatch(member -> member.userId().equals(Somebody.WANG_FANG)))
        .findFirst()
        .orElseThrow();
  }

  private static void assertFrozen(ApiClient erp, boolean frozen) {
    assertThat(erp.get(BINDING).expect(200).json().path("frozen").asBoolean()).isEqualTo(frozen);
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

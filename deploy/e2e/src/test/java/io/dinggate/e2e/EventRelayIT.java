package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.event.EventPusher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * kill -9 of the cloud and of a site, at random moments while DingTalk pushes events: every event
 * that was answered with success is told once to the site of its corp, in the order in which the
 * corp's events arrived, and late versions are told as stale (G1, G4).
 */
@ExtendWith(SharedStack.class)
class EventRelayIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int USER = 13;
  private static final int ROWS = 5;
  private static final int SUBJECTS = 7;

  /** One version of so many is older than the one before it. */
  private static final int LATE_OF = 4;

  private static final int SITES = 20;
  private static final int LONGEST_PAUSE_MILLIS = 400;
  private static final int EXTRA_PUSHES_EVERY_MILLIS = 100;
  private static final Duration SOON = Duration.ofMinutes(5);

  private final int pushes = Randomly.count("pushes of events to each of two corps", 40, 10_000);
  private final int kills = Randomly.count("kills while events are relayed", 3, 20);
  private final RandomGenerator random = Randomly.forPurpose("kills while events are relayed");
  private final String run = UUID.randomUUID().toString();
  private final long now = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
  private final Stack stack;
  private final EventPusher pusher;

  EventRelayIT(Stack stack) {
    this.stack = stack;
    this.pusher = stack.sandbox().pusher();
  }

  /** The two sites of the stack, and others of which there is nothing but a reader of the feed. */
  @Test
  void everyEventReachesItsSitesOnceAndInOrder() {
    try (var others = new SimulatedSites(stack, SITES - stack.sites().size())) {
      everyEventReachesItsSitesOnceAndInOrder(others);
    }
  }

  private void everyEventReachesItsSitesOnceAndInOrder(SimulatedSites others) {
    var suite = stack.sandbox().world().suites().getFirst().appId();
    var internal = stack.sandbox().world().internalApps().getFirst().appId();
    var killing = CompletableFuture.runAsync(this::kill, Thread.ofVirtual()::start);
    var north =
        CompletableFuture.supplyAsync(
            () -> pushAll(suite, Somebody.NORTH_CORP, killing), Thread.ofVirtual()::start);
    var east =
        CompletableFuture.supplyAsync(
            () -> pushAll(internal, Somebody.EAST_CORP, killing), Thread.ofVirtual()::start);
    var pushedNorth = north.join();
    var pushedEast = east.join();
    killing.join();

    assertAllArrived(Stack.NORTH, Somebody.NORTH_CORP, pushedNorth);
    assertAllArrived(Stack.EAST, Somebody.EAST_CORP, pushedEast);
    others.like(Stack.NORTH).forEach(site -> assertAllRead(site, pushedNorth));
    others.like(Stack.EAST).forEach(site -> assertAllRead(site, pushedEast));
    System.out.printf("[measured] the same at %d more sites%n", SITES - stack.sites().size());
  }

  /**
   * An event as it was pushed.
   *
   * @param stale whether a newer one of its subject was pushed before
   */
  private record Pushed(String id, String subject, long version, boolean stale) {}

  /**
   * One push after the other, each again until it is answered with success, as DingTalk does; and
   * more than were asked for, until the last kill is over.
   */
  private List<Pushed> pushAll(String app, String corp, CompletableFuture<Void> killing) {
    var all = new ArrayList<Pushed>();
    var newest = new HashMap<String, Long>();
    for (var number = 0; number < pushes || !killing.isDone(); number++) {
      if (number >= pushes) {
        pause(EXTRA_PUSHES_EVERY_MILLIS);
      }
      var text = JSON.createObjectNode().put("EventType", "SYNC_HTTP_PUSH_MEDIUM");
      var rows = text.putArray("bizData");
      for (var row = 0; row < ROWS; row++) {
        var index = all.size();
        var event = event(corp, index, newest);
        all.add(event);
        rows.addObject()
            .put("subscribe_id", "14999001_0")
            .put("corp_id", corp)
            .put("biz_type", USER)
            .put("biz_id", event.subject())
            .put("gmt_modified", event.version())
            .put(
                "biz_data",
                JSON.createObjectNode()
                    .put("syncAction", "user_modify_org")
                    .put("eventId", event.id())
                    .toString());
      }
      var sealed = pusher.seal(app, text.toString());
      await()
          .atMost(SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> pusher.post(sealed).problem().isEmpty());
    }
    return all;
  }

  private Pushed event(String corp, int index, Map<String, Long> newest) {
    var subject = "relay-" + index % SUBJECTS;
    var late = index % LATE_OF == LATE_OF - 1;
    var version = now + index - (late ? SUBJECTS + 1 : 0);
    var stale = version < newest.getOrDefault(subject, 0L);
    newest.merge(subject, version, Math::max);
    return new Pushed(run + "-" + corp + "-" + index, subject, version, stale);
  }

  private void kill() {
    for (var kill = 0; kill < kills; kill++) {
      pause(random.nextInt(LONGEST_PAUSE_MILLIS));
      var victim = random.nextBoolean() ? stack.cloud() : stack.local(Stack.NORTH);
      victim.kill9();
      victim.restart();
    }
  }

  private static void pause(int millis) {
    CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(millis, java.util.concurrent.TimeUnit.MILLISECONDS))
        .join();
  }

  private void assertAllArrived(String site, String corp, List<Pushed> pushed) {
    try (var clients = new SiteClients(stack.local(site))) {
      var app = clients.add("relay-" + site, "feed:read");
      var events = new ArrayList<JsonNode>();
      var cursor = new AtomicReference<>("");
      await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(WalkException.class)
          .until(() -> readOn(app, corp, cursor, events) >= pushed.size());
      assertSame(events, pushed);
      System.out.printf(
          "[measured] %s: %,d events pushed, %,d arrived, missing 0, twice 0, %,d of them stale%n",
          site, pushed.size(), events.size(), pushed.stream().filter(Pushed::stale).count());
    }
  }

  private void assertAllRead(FeedReader site, List<Pushed> pushed) {
    await().atMost(SOON).until(() -> ofThisRun(site.items()).size() >= pushed.size());
    assertSame(ofThisRun(site.items()), pushed);
  }

  private static void assertSame(List<JsonNode> events, List<Pushed> pushed) {
    assertThat(events)
        .extracting(event -> event.at("/data/eventId").asText())
        .as("each once, in the order of the pushes")
        .containsExactlyElementsOf(pushed.stream().map(Pushed::id).toList());
    assertThat(events)
        .extracting(event -> event.path("stale").asBoolean())
        .as("late versions")
        .containsExactlyElementsOf(pushed.stream().map(Pushed::stale).toList());
    assertThat(events)
        .extracting(event -> event.path("subject").asText())
        .containsExactlyElementsOf(pushed.stream().map(Pushed::subject).toList());
  }

  private List<JsonNode> ofThisRun(List<JsonNode> events) {
    return events.stream().filter(this::isOfThisRun).toList();
  }

  private boolean isOfThisRun(JsonNode event) {
    return event.at("/data/eventId").asText().startsWith(run);
  }

  /** Reads what the site has more of this run, in its order; how many there are by now. */
  private int readOn(
      ApiClient app, String corp, AtomicReference<String> cursor, List<JsonNode> events) {
    while (true) {
      var page = app.get("/api/v1/events?limit=100&corp=" + corp + cursor.get()).expect(200).json();
      if (page.path("items").isEmpty()) {
        return events.size();
      }
      events.addAll(ofThisRun(page.path("items").valueStream().toList()));
      cursor.set("&cursor=" + page.path("next").asText());
    }
  }
}

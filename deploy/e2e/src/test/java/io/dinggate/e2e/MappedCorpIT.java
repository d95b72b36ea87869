package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The operator of the cloud gives a site one more corp, which another site has, too, and takes it
 * back, while everything runs: the site reads that corp's directory by itself and is told of its
 * events, and afterwards of none.
 */
class MappedCorpIT {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private static final Duration SOON = Duration.ofMinutes(2);

  private final List<String> pushed = new ArrayList<>();
  private Stack stack;

  @BeforeEach
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-mapped"))
            .twoSites()
            .directories()
            .cloudSetting("dinggate.registry.check-every", "PT1S")
            .localSetting("dinggate.cloud.corps-every", "PT2S")
            .localSetting("dinggate.directory.poll", "PT0.1S")
            .localSetting("dinggate.directory.run-again", "PT1S") // until the corp has authorised
            .start();
    new DingTalkSide(stack.sandbox()).introduceApps();
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void corpThatASiteIsGivenIsReadAndToldOfUntilItIsTakenBack() throws IOException {
    try (var eastClients = new SiteClients(stack.local(Stack.EAST));
        var northClients = new SiteClients(stack.local(Stack.NORTH))) {
      var east = eastClients.add("mapped-east", "operator", "users:read", "feed:read");
      var north = northClients.add("mapped-north", "operator", "users:read", "feed:read");
      awaitRead(east);
      assertThat(syncedCorps(north)).containsExactly(Somebody.NORTH_CORP);
      search(north).expect(403);
      push(Somebody.EAST_CORP);
      awaitEvents(east);
      var untold = pushed.size();

      changeCorpsOfNorth(corps -> corps.add(eastCorpOfEast()));
      awaitRead(north);

      assertThat(people(north)).isNotEmpty().isEqualTo(people(east));
      push(Somebody.EAST_CORP);
      awaitEvents(east);
      awaitEvents(north, untold);
      var told = pushed.size();

      changeCorpsOfNorth(corps -> corps.remove(corps.size() - 1));
      push(Somebody.EAST_CORP);
      awaitEvents(east);
      assertThat(eventsOf(Somebody.EAST_CORP, north))
          .containsExactlyElementsOf(pushed.subList(untold, told));
      await().atMost(SOON).until(() -> search(north).status() == 403);
    }
  }

  private void awaitRead(ApiClient site) {
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(WalkException.class)
        .until(
            () -> {
              for (var sync :
                  site.get("/api/v1/directory/syncs").expect(200).json().path("items")) {
                if (sync.path("corp").asText().equals(Somebody.EAST_CORP)) {
                  return sync.path("state").asText().equals("complete");
                }
              }
              return false;
            });
  }

  private static List<String> syncedCorps(ApiClient site) {
    return site.get("/api/v1/directory/syncs")
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .map(sync -> sync.path("corp").asText())
        .toList();
  }

  private static Page search(ApiClient site) {
    return site.post(
        "/api/v1/users/search", "{\"corp\":\"%s\",\"limit\":100}".formatted(Somebody.EAST_CORP));
  }

  private static Set<String> people(ApiClient site) {
    var people = new TreeSet<String>();
    search(site)
        .expect(200)
        .json()
        .path("items")
        .forEach(user -> people.add(user.path("userId").asText() + " " + user.path("name")));
    return people;
  }

  private void push(String corp) {
    var app = stack.sandbox().world().internalApps().getFirst().appId();
    var id = "mapped-" + pushed.size();
    var text =
        "{\"EventType\":\"user_modify_org\",\"EventTime\":%d,\"CorpId\":\"%s\",\"eventId\":\"%s\"}"
            .formatted(System.currentTimeMillis(), corp, id);
    var pusher = stack.sandbox().pusher();
    assertThat(pusher.post(pusher.seal(app, text)).problem()).isEmpty();
    pushed.add(id);
  }

  private void awaitEvents(ApiClient site) {
    awaitEvents(site, 0);
  }

  private void awaitEvents(ApiClient site, int from) {
    await()
        .atMost(SOON)
        .until(
            () -> eventsOf(Somebody.EAST_CORP, site).equals(pushed.subList(from, pushed.size())));
  }

  private static List<String> eventsOf(String corp, ApiClient site) {
    return site.get("/api/v1/events?limit=100&corp=" + corp)
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .map(event -> event.at("/data/eventId").asText())
        .filter(id -> id.startsWith("mapped-"))
        .toList();
  }

  private interface Change {
    void apply(ArrayNode corps) throws IOException;
  }

  /** Whole or not at all, and in force when this returns. */
  private void changeCorpsOfNorth(Change change) throws IOException {
    var registry = YAML.readTree(stack.registry().toFile());
    change.apply((ArrayNode) corpsOf(registry, Stack.NORTH));
    var next = stack.registry().resolveSibling("registry.next");
    YAML.writeValue(next.toFile(), registry);
    Files.move(next, stack.registry(), StandardCopyOption.ATOMIC_MOVE);
    var count = corpsOf(registry, Stack.NORTH).size();
    var cloud = Erp.siteAtTheCloud(stack, Stack.NORTH);
    cloud.authenticate();
    await()
        .atMost(SOON)
        .until(
            () ->
                cloud.get("/api/v1/directory/corps").expect(200).json().path("items").size()
                    == count);
  }

  private ObjectNode eastCorpOfEast() throws IOException {
    return (ObjectNode) corpsOf(YAML.readTree(stack.registry().toFile()), Stack.EAST).get(0);
  }

  private static JsonNode corpsOf(JsonNode registry, String site) {
    for (var one : registry.path("sites")) {
      if (one.path("id").asText().equals(site)) {
        return one.path("corps");
      }
    }
    throw new IllegalArgumentException("no site " + site + " is registered");
  }
}

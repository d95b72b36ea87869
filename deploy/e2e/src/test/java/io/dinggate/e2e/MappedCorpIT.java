package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The operator of the cloud gives a site one more corp, which another site has, too, and takes it
 * back, while everything runs: the site reads that corp's directory by itself and is told of its
 * events, and afterwards of none.
 */
class MappedCorpIT {

  private static final Duration SOON = Duration.ofMinutes(2);

  private final List<String> pushed = new ArrayList<>();
  private Stack stack;
  private RegistryEdits registry;

  @BeforeEach
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-mapped"))
            .twoSites()
            .directories()
            .cloudSetting("dinggate.registry.check-every", "PT1S")
            .localSetting("dinggate.clients.check-every", "PT1S")
            .localSetting("dinggate.cloud.corps-every", "PT2S")
            .localSetting("dinggate.directory.poll", "PT0.1S")
            .localSetting("dinggate.directory.run-again", "PT1S") // until the corp has authorised
            .start();
    registry = new RegistryEdits(stack);
    new DingTalkSide(stack.sandbox()).introduceApps();
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void corpThatASiteIsGivenIsReadAndToldOfUntilItIsTakenBack() {
    try (var eastClients = new SiteClients(stack.local(Stack.EAST));
        var northClients = new SiteClients(stack.local(Stack.NORTH))) {
      var east = eastClients.add("mapped-east", "operator", "users:read", "feed:read");
      var north = northClients.add("mapped-north", "operator", "users:read", "feed:read");
      awaitRead(east);
      await().atMost(SOON).until(() -> syncedCorps(north).equals(List.of(Somebody.NORTH_CORP)));
      search(north).expect(403);
      pushAboutEast();
      awaitEvents(east, pushed);
      var untold = pushed.size();

      changeCorpsOfNorth(corps -> corps.add(registry.site(Stack.EAST).path("corps").get(0)));
      awaitRead(north);

      assertThat(people(north)).isNotEmpty().isEqualTo(people(east));
      pushAboutEast();
      awaitEvents(east, pushed);
      var told = pushed.subList(untold, pushed.size()).toArray(String[]::new);
      awaitEvents(north, List.of(told));

      changeCorpsOfNorth(corps -> corps.remove(corps.size() - 1));
      pushAboutEast();
      awaitEvents(east, pushed);
      var own = pushAboutNorth();
      await().atMost(SOON).until(() -> events(north).contains(own));
      assertThat(events(north)).startsWith(told).containsOnlyOnce(own).hasSize(told.length + 1);
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

  private void pushAboutEast() {
    var id = "mapped-" + pushed.size();
    push(
        stack.sandbox().world().internalApps().getFirst().appId(),
        "{\"EventType\":\"user_modify_org\",\"EventTime\":%d,\"CorpId\":\"%s\",\"eventId\":\"%s\"}"
            .formatted(System.currentTimeMillis(), Somebody.EAST_CORP, id));
    pushed.add(id);
  }

  /** What arrives at its site in the order of the feed: behind all that was pushed before. */
  private String pushAboutNorth() {
    var id = "mapped-own";
    push(
        stack.sandbox().world().suites().getFirst().appId(),
        new PushRows()
            .add(
                Somebody.NORTH_CORP,
                PushRows.USER,
                "user_modify_org",
                System.currentTimeMillis(),
                id)
            .toString());
    return id;
  }

  private void push(String app, String text) {
    var pusher = stack.sandbox().pusher();
    assertThat(pusher.post(pusher.seal(app, text)).problem()).isEmpty();
  }

  private static void awaitEvents(ApiClient site, List<String> ids) {
    await().atMost(SOON).until(() -> events(site).equals(ids));
  }

  /** Of all corps: a site that has a corp no more is refused when it asks for that corp's. */
  private static List<String> events(ApiClient site) {
    return site.get("/api/v1/events?limit=100")
        .expect(200)
        .json()
        .path("items")
        .valueStream()
        .map(event -> event.at("/data/eventId").asText())
        .filter(id -> id.startsWith("mapped-"))
        .toList();
  }

  /** In force when this returns. */
  private void changeCorpsOfNorth(Consumer<ArrayNode> change) {
    registry.changeSites(
        sites -> change.accept((ArrayNode) RegistryEdits.siteOf(sites, Stack.NORTH).path("corps")));
    var count = registry.site(Stack.NORTH).path("corps").size();
    var cloud = Erp.siteAtTheCloud(stack, Stack.NORTH);
    cloud.authenticate();
    await()
        .atMost(SOON)
        .until(
            () ->
                cloud.get("/api/v1/directory/corps").expect(200).json().path("items").size()
                    == count);
  }
}

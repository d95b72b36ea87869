package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.testing.Randomly;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site that can only connect outwards, to the cloud and to its own PostgreSQL, and whose way to
 * the cloud is cut again and again while DingTalk pushes: nothing is lost, and reading goes on
 * within seconds after the way is there again, however long it was cut, and whether the site was
 * busy reading or had been waiting for news.
 */
@ExtendWith(SharedStack.class)
class OutboundOnlyIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int LONGEST_CUT_MILLIS = 8_000;
  private static final int LONGEST_QUIET_MILLIS = 1_500;

  /** Long enough for the site to ask for a long wait. */
  private static final int SILENCE_MILLIS = 3_000;

  private static final int PUSH_EVERY_MILLIS = 40;

  private final int cuts = Randomly.count("cuts of the way between a site and the cloud", 6, 60);
  private final RandomGenerator random =
      Randomly.forPurpose("cuts of the way between a site and the cloud");
  private final String run = UUID.randomUUID().toString();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean silence = new AtomicBoolean();
  private final Stack stack;
  @TempDir private Path directory;

  OutboundOnlyIT(Stack stack) {
    this.stack = stack;
  }

  @AfterEach
  void bringTheSiteBack() {
    if (!stack.local(Stack.EAST).ready()) {
      stack.local(Stack.EAST).restart();
    }
  }

  @Test
  void nothingIsLostWhileTheWayOutIsCutAgainAndAgain() throws Exception {
    assumeTrue(Images.ofProperties().isEmpty(), "containers have networks of their own");
    try (var network = SiteNetwork.make();
        var watchdog = new Watchdog(directory.resolve("processes"));
        var site = new Service(siteIn(network), watchdog)) {
      stack.local(Stack.EAST).stop();
      site.start();
      site.awaitReady();
      assertNothingLeadsElsewhere(network, site);
      try (var clients = new SiteClients(site)) {
        var done = new AtomicBoolean();
        var pushing = CompletableFuture.supplyAsync(() -> pushUntil(done));
        List<Outage> outages;
        try {
          outages = cutAgainAndAgain(network);
        } finally {
          done.set(true);
        }
        var pushed = pushing.join();
        // Not before: its access token lives shorter than all the cuts take.
        var app = clients.add("outbound", "feed:read");
        await()
            .atMost(SOON)
            .ignoreExceptionsInstanceOf(WalkException.class)
            .until(() -> arrived(app).size() >= pushed.size());
        assertThat(arrived(app)).as("each once, in order").containsExactlyElementsOf(pushed);
        System.out.printf(
            "[measured] a site behind a way that was cut %d times: %,d events pushed, missing 0,"
                + " twice 0; reading again after at most %d ms%n",
            outages.size(), pushed.size(), longest(outages));
        assertThat(outages).allMatch(outage -> outage.pause().compareTo(AGAIN_WITHIN) < 0);
      }
    }
  }

  /** The site east in another network, on the database that it has. */
  private Program siteIn(SiteNetwork network) throws IOException {
    var usual = stack.local(Stack.EAST);
    var settings = new HashMap<>(usual.settings());
    var database = URI.create(settings.get("dinggate.database.url").substring("jdbc:".length()));
    assumeTrue(
        List.of("localhost", "127.0.0.1").contains(database.getHost()),
        "the PostgreSQL that was given is not on this machine");
    settings.put(
        "dinggate.database.url",
        "jdbc:postgresql://" + network.forwardTo(database.getPort()) + database.getPath());
    settings.put(
        "dinggate.cloud.proxy",
        network.proxyTo(URI.create(settings.get("dinggate.cloud.url")).getPort()));
    settings.put("dinggate.http.host", network.siteHost());
    settings.put("dinggate.management.host", network.siteHost());
    var jar = Path.of("../../local-service/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    var launch =
        new Launch(jar, List.of(), settings, directory, stack.logs().resolve("outbound.log"));
    return new Program(
        "local-service that can only connect outwards",
        launch.under(network.command()),
        moved(usual.url(), network.siteHost()),
        moved(usual.management(), network.siteHost()));
  }

  private static URI moved(URI url, String host) {
    return URI.create("http://" + host + ":" + url.getPort());
  }

  private static void assertNothingLeadsElsewhere(SiteNetwork network, Service site) {
    assertThat(network.reaches("192.0.2.1")).as("any other network").isFalse();
    assertThatThrownBy(
            () -> {
              try (var socket = new Socket()) {
                socket.connect(
                    new InetSocketAddress(network.siteHostTowardsTheCloud(), site.url().getPort()),
                    2_000);
              }
            })
        .as("a connection from the cloud's side")
        .isInstanceOf(IOException.class);
  }

  /**
   * A cut, and how long it took afterwards until something was read again.
   *
   * @param how where
   * @param afterSilence whether there had been no news before it
   * @param cut how long it lasted
   * @param pause from its end to the first entry that was applied
   */
  private record Outage(SiteNetwork.Cut how, boolean afterSilence, Duration cut, Duration pause) {}

  private static long longest(List<Outage> outages) {
    return outages.stream().mapToLong(outage -> outage.pause().toMillis()).max().orElse(0);
  }

  private List<Outage> cutAgainAndAgain(SiteNetwork network) throws IOException, SQLException {
    var outages = new ArrayList<Outage>();
    for (var number = 0; number < cuts; number++) {
      pause(random.nextInt(LONGEST_QUIET_MILLIS));
      var afterSilence = number % 3 == 1;
      if (afterSilence) {
        silence.set(true);
        pause(SILENCE_MILLIS);
      }
      var how = random.nextBoolean() ? SiteNetwork.Cut.FAR : SiteNetwork.Cut.NEAR;
      var length = random.nextInt(LONGEST_CUT_MILLIS);
      network.cut(how);
      var begun = System.nanoTime();
      silence.set(false);
      var before = answered.get();
      pause(length);
      await().atMost(SOON).until(() -> answered.get() > before);
      var applied = applied();
      network.mend(how);
      var mended = System.nanoTime();
      await()
          .atMost(SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> applied() > applied);
      var outage =
          new Outage(
              how,
              afterSilence,
              Duration.ofNanos(mended - begun),
              Duration.ofNanos(System.nanoTime() - mended));
      System.out.println(outage);
      outages.add(outage);
    }
    return outages;
  }

  private long applied() throws SQLException {
    var database = stack.database(Stack.EAST);
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery("select coalesce(max(position), 0) from event")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Answers the ids of what the cloud has answered with success, in their order. */
  private List<String> pushUntil(AtomicBoolean done) {
    var pusher = stack.sandbox().pusher();
    var app = stack.sandbox().world().internalApps().getFirst().appId();
    var ids = new ArrayList<String>();
    while (!done.get()) {
      if (silence.get()) {
        pause(PUSH_EVERY_MILLIS);
        continue;
      }
      var id = run + "-" + ids.size();
      var text =
          JSON.createObjectNode()
              .put("EventType", "user_modify_org")
              .put("EventTime", System.currentTimeMillis())
              .put("CorpId", Somebody.EAST_CORP)
              .put("eventId", id)
              .toString();
      var sealed = pusher.seal(app, text);
      await()
          .atMost(SOON)
          .pollDelay(Duration.ZERO)
          .until(() -> pusher.post(sealed).problem().isEmpty());
      ids.add(id);
      answered.incrementAndGet();
      pause(PUSH_EVERY_MILLIS);
    }
    return ids;
  }

  private static void pause(int millis) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .join();
  }

  private List<String> arrived(ApiClient app) {
    var events = new ArrayList<String>();
    var cursor = "";
    var more = true;
    while (more) {
      var page =
          app.get("/api/v1/events?limit=100&corp=" + Somebody.EAST_CORP + cursor)
              .expect(200)
              .json();
      for (JsonNode event : page.path("items")) {
        var id = event.at("/data/eventId").asText();
        if (id.startsWith(run)) {
          events.add(id);
        }
      }
      more = !page.path("items").isEmpty();
      cursor = "&cursor=" + page.path("next").asText();
    }
    return events;
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the cloud, of the site and of PostgreSQL, at random moments while messages are sent:
 * every message that was accepted ends in a state with a reason, none is missing at DingTalk, and
 * none is there twice but those that want to be sent again when nobody knows (G2, G3, G9).
 */
class CrashDuringSendingIT {

  private static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";

  /** So that many calls are under way whenever somebody is killed. */
  private static final Duration DINGTALK_TAKES = Duration.ofMillis(30);

  private static final int CALLERS = 8;
  private static final int PEOPLE = 500;
  private static final int LATEST_MILLIS = 400;

  /** One message of so many asks what became of it after DingTalk took it. */
  private static final int RECEIPTS_OF = 10;

  private static final String MANY = "1000000";
  private static final Duration CALLERS_PATIENCE = Duration.ofMinutes(3);
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(10);
  private static final Pattern TEXT = Pattern.compile("(r[0-9]+-[0-9]+)\\.");
  private static final Set<String> ENDS = Set.of("accepted", "delivered", "read", "unknown");

  private final int messages = Randomly.count("messages of a round with kills", 60, 20_000);
  private final int rounds = Randomly.count("rounds with kills", 3, 20);
  private final RandomGenerator random = Randomly.forPurpose("kills while sending");
  private Stack stack;
  private ApiClient erp;

  @BeforeEach
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-crash"))
            .world(world -> Crowd.join(world, Somebody.EAST_CORP, PEOPLE))
            .sandbox(
                options ->
                    options.withMessagesKept(3 * messages + 1_000).withLimits(withoutDrops()))
            .cloudSetting("dinggate.message.address-calls", MANY)
            .cloudSetting("dinggate.message.recipients-per-minute", MANY)
            .cloudSetting("dinggate.message.internal-calls-per-second", "1000")
            .cloudSetting("dinggate.message.internal-daily-per-person", MANY)
            .cloudSetting("dinggate.message.queries-per-second", "1000")
            .cloudSetting("dinggate.message.receipts.soon", "PT2S")
            // also the lease of a call for results that a kill cuts off
            .cloudSetting("dinggate.message.receipts.retry", "PT20S")
            .start();
    assumeThat(stack.ownsDatabaseServer()).as("PostgreSQL can be killed").isTrue();
    stack.sandbox().faults().delay(SEND, DINGTALK_TAKES);
    erp = Erp.of(stack, Stack.EAST);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void everyMessageEndsInAStateAndNoneIsMissingOrTwiceAgainstItsWill() {
    var total = new Tally();
    for (var round = 0; round < rounds; round++) {
      var name = "r" + round;
      var begin = System.nanoTime();
      var since = Instant.now();
      var kills = sendUnderKills(name);
      awaitNothingOpen();
      var tally = compare(name, since);
      total.add(tally);
      System.out.printf(
          "[measured] round %d of %d, %.0f s, kills %s: %s%n",
          round + 1, rounds, (System.nanoTime() - begin) / 1e9, kills, tally);
    }
    System.out.printf("[measured] %d rounds of %,d messages: %s%n", rounds, messages, total);
  }

  /** A body to the same person is no duplicate here but a message of its own, so that all count. */
  private static Limits withoutDrops() {
    return Limits.documented()
        .changed(
            """
            {"dropDuplicates":false,
             "internalApps":{"perPersonAndDay":100000000,"peoplePerMinute":100000000}}
            """);
  }

  /** Sends all messages of a round; each of the three is killed once meanwhile. */
  private List<String> sendUnderKills(String round) {
    var next = new AtomicInteger();
    var accepted = new AtomicInteger();
    var kills = kills();
    // a thread of its own: one that waits would hold the common pool's only one on two cores
    var killing =
        CompletableFuture.runAsync(() -> kill(kills, accepted), Thread.ofVirtual()::start);
    try (var callers = Executors.newFixedThreadPool(CALLERS)) {
      for (var caller = 0; caller < CALLERS; caller++) {
        callers.execute(
            () -> {
              for (var number = next.getAndIncrement();
                  number < messages;
                  number = next.getAndIncrement()) {
                sendUntilAccepted(round, number);
                accepted.incrementAndGet();
              }
            });
      }
    }
    assertThat(accepted).as("accepted").hasValue(messages);
    killing.join();
    return kills.stream().map(Kill::toString).toList();
  }

  private List<Kill> kills() {
    var kills = new ArrayList<Kill>();
    for (var victim : Victim.values()) {
      kills.add(new Kill(victim, random.nextInt(messages), random.nextInt(LATEST_MILLIS)));
    }
    kills.sort(Comparator.comparingInt(Kill::afterAccepted));
    return kills;
  }

  private void kill(List<Kill> kills, AtomicInteger accepted) {
    for (var kill : kills) {
      await().atMost(SETTLED_WITHIN).until(() -> accepted.get() >= kill.afterAccepted());
      CompletableFuture.runAsync(
              () -> kill(kill.victim()),
              CompletableFuture.delayedExecutor(kill.millisLater(), TimeUnit.MILLISECONDS))
          .join();
    }
  }

  private void kill(Victim victim) {
    switch (victim) {
      case CLOUD -> {
        stack.cloud().kill9();
        stack.cloud().restart();
      }
      case LOCAL -> {
        stack.local(Stack.EAST).kill9();
        stack.local(Stack.EAST).restart();
      }
      case DATABASE -> {
        stack.killDatabaseServer9();
        stack.restartDatabaseServer();
      }
    }
  }

  /** As its contract wants it: the same id and body until somebody answers. */
  private void sendUntilAccepted(String round, int number) {
    await()
        .atMost(CALLERS_PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              try {
                var status = erp.put(path(round, number), body(round, number)).status();
                if (status == 401) {
                  erp.authenticate(); // a long round outlives its token
                  return false;
                }
                assertThat(status).as("answer to a caller").isIn(200, 202, 500, 503);
                return status < 300;
              } catch (WalkException e) {
                return false; // nobody there
              }
            });
  }

  private void awaitNothingOpen() {
    await()
        .atMost(SETTLED_WITHIN)
        .pollInterval(Duration.ofMillis(300))
        .ignoreException(WalkException.class)
        .until(() -> isEmpty("queued") && isEmpty("sent"));
  }

  private boolean isEmpty(String state) {
    var answer = erp.get("/api/v1/messages?limit=1&state=" + state);
    if (answer.status() == 401) {
      erp.authenticate();
      return false;
    }
    return answer.expect(200).json().path("items").isEmpty();
  }

  private Tally compare(String round, Instant since) {
    erp.authenticate();
    var states = states(round, since);
    var deliveries = deliveries(round);
    var tally = new Tally();
    assertThat(states).as("messages that the site knows").hasSize(messages);
    assertThat(deliveries.keySet()).as("what DingTalk has").isSubsetOf(states.keySet());
    for (var number = 0; number < messages; number++) {
      var name = round + "-" + number;
      var message = states.getOrDefault(name, null);
      var state = message.path("state").asText();
      int times = deliveries.getOrDefault(name, 0);
      assertThat(ENDS).as("%s: %s", name, message).contains(state);
      if (state.equals("unknown")) {
        assertThat(message.path("reason").asText()).as("%s: %s", name, message).isNotEmpty();
        assertThat(atLeastOnce(number)).as("%s is sent until it is known", name).isFalse();
        assertThat(times).as("%s at DingTalk: %s", name, message).isLessThanOrEqualTo(1);
      } else {
        assertThat(times).as("%s at DingTalk: %s", name, message).isGreaterThanOrEqualTo(1);
      }
      if (!atLeastOnce(number)) {
        assertThat(times).as("%s at DingTalk: %s", name, message).isLessThanOrEqualTo(1);
      }
      tally.count(state, times);
    }
    return tally;
  }

  /** Of each message of the round, which began then, by its name. */
  private Map<String, JsonNode> states(String round, Instant since) {
    var states = new HashMap<String, JsonNode>();
    var cursor = "";
    do {
      var page = erp.get("/api/v1/messages?limit=100&from=" + since + cursor).expect(200).json();
      for (var item : page.path("items")) {
        var id = item.path("id").asText();
        if (id.startsWith("crash-" + round + "-")) {
          states.put(id.substring("crash-".length()), item);
        }
      }
      cursor = "&cursor=" + page.path("next").asText();
    } while (states.size() < messages && cursor.length() > "&cursor=".length());
    return states;
  }

  private Map<String, Integer> deliveries(String round) {
    var deliveries = new HashMap<String, Integer>();
    for (var message : stack.sandbox().messages()) {
      var text = TEXT.matcher(message.body().toString());
      assertThat(text.find()).isTrue();
      assertThat(message.receivers()).hasSize(1);
      if (text.group(1).startsWith(round + "-")) {
        deliveries.merge(text.group(1), 1, Integer::sum);
      }
    }
    return deliveries;
  }

  private static String path(String round, int number) {
    return "/api/v1/messages/crash-" + round + "-" + number;
  }

  private static String body(String round, int number) {
    var options =
        "{\"delivery\":\"%s\",\"receipts\":\"%s\"}"
            .formatted(
                atLeastOnce(number) ? "atLeastOnce" : "atMostOnce",
                number % RECEIPTS_OF == 0 ? "each" : "none");
    return Messages.text(
        Somebody.EAST_CORP,
        Crowd.userId(number % PEOPLE),
        "%s-%d. is its name".formatted(round, number),
        options);
  }

  private static boolean atLeastOnce(int number) {
    return number % 2 == 1;
  }

  private enum Victim {
    CLOUD,
    LOCAL,
    DATABASE
  }

  /** At a random moment, which the seed repeats as far as a machine repeats anything. */
  private record Kill(Victim victim, int afterAccepted, int millisLater) {

    @Override
    public String toString() {
      return "%s after %d + %d ms"
          .formatted(victim.name().toLowerCase(Locale.ROOT), afterAccepted, millisLater);
    }
  }

  /** How many messages ended how. */
  private static final class Tally {

    private final Map<String, Integer> states = new TreeMap<>();
    private int unknownAtDingTalk;
    private int twice;

    private void count(String state, int times) {
      states.merge(state, 1, Integer::sum);
      unknownAtDingTalk += state.equals("unknown") ? times : 0;
      twice += times > 1 ? 1 : 0;
    }

    private void add(Tally other) {
      other.states.forEach((state, count) -> states.merge(state, count, Integer::sum));
      unknownAtDingTalk += other.unknownAtDingTalk;
      twice += other.twice;
    }

    @Override
    public String toString() {
      return states
          + ", missing 0, of the unknown ones DingTalk has "
          + unknownAtDingTalk
          + ", more than once by atLeastOnce "
          + twice;
    }
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * SIGTERM drains (G10): a service that is asked to end lets nobody in any more, answers everybody
 * who is in, and ends before somebody would kill it; the cloud is back within ten seconds.
 */
@ExtendWith(SharedStack.class)
class DrainIT {

  private static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";
  private static final String DETAIL = "/topapi/v2/user/get";
  private static final Pattern PATH = Pattern.compile("/api/v1/messages/[0-9a-f-]{36}");
  private static final int CALLERS = 8;

  /** What manifests, units and the compose file leave a service before they kill it. */
  private static final Duration GRACE = Duration.ofSeconds(45);

  /** How soon the cloud is back: so that DingTalk's first repeat of an event finds it. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private static final int TRIES = 3;

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Stack stack;

  DrainIT(Stack stack) {
    this.stack = stack;
  }

  @AfterEach
  void everythingRuns() {
    stack.sandbox().faults().release(SEND);
    stack.sandbox().faults().release(DETAIL);
    for (var service : List.of(stack.cloud(), stack.local(Stack.EAST))) {
      if (!service.ready()) {
        service.restart();
      }
    }
  }

  @Test
  void cloudAnswersEveryRequestThatItHasLetIn() {
    answersEveryRequestThatItHasLetIn(
        stack.cloud(),
        Erp.siteAtTheCloud(stack, Stack.EAST),
        "/api/v1/directory/corps/" + Somebody.EAST_CORP + "/users/" + Somebody.LI_WEI);
  }

  @Test
  void siteAnswersEveryRequestThatItHasLetIn() {
    answersEveryRequestThatItHasLetIn(
        stack.local(Stack.EAST),
        Erp.of(stack, Stack.EAST),
        "/api/v1/users/" + Somebody.EAST_CORP + "/" + Somebody.LI_WEI);
  }

  @Test
  void cloudLetsItsCallsToDingTalkEndSoThatNoMessageBecomesUnknown() {
    var erp = Erp.of(stack, Stack.EAST);
    stack.sandbox().faults().hold(SEND);
    var paths = paths();
    paths.forEach(path -> erp.put(path, text(path)).expect(202));
    stack.sandbox().faults().awaitHeld(SEND, CALLERS, SOON);

    stack.cloud().terminate();

    await().atMost(SOON).until(() -> refuses(stack.cloud().url()));
    stack.sandbox().faults().release(SEND);
    assertThat(stack.cloud().endsWithin(GRACE)).as("ends within its grace period").isTrue();
    stack.cloud().start();
    stack.cloud().awaitReady();
    paths.forEach(path -> Messages.awaitAtDingTalk(() -> erp.get(path)));
    assertSentOnce(paths);
  }

  @Test
  void cloudUnderLoadLosesNothingAndIsBackWithinTenSeconds() {
    var tries = new ArrayList<Absence>();
    do {
      tries.add(Absence.now(absence()));
      System.out.printf("[measured] try %d of %d: %s%n", tries.size(), TRIES, tries.getLast());
    } while (!tries.getLast().isShort() && tries.size() < TRIES);
    assertThat(tries.getLast().isShort()).as("the last of %s", tries).isTrue();
  }

  /**
   * How long the cloud was away. A machine that has more to do than it can makes everything slower
   * to the same degree, so what is allowed depends on its load.
   *
   * @param away from SIGTERM until it served again
   * @param load of the machine then, averaged over a minute
   * @param processors of the machine
   */
  private record Absence(Duration away, double load, int processors) {

    static Absence now(Duration away) {
      var machine = ManagementFactory.getOperatingSystemMXBean();
      return new Absence(away, machine.getSystemLoadAverage(), machine.getAvailableProcessors());
    }

    boolean isShort() {
      return away.compareTo(allowed()) <= 0;
    }

    private Duration allowed() {
      return BACK_WITHIN.multipliedBy((long) Math.max(1, Math.ceil(load / processors)));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "the cloud was away under load for %.1f s; allowed are %d s, here %d s for a load of %.1f on"
              + " %d processors",
          away.toMillis() / 1000.0,
          BACK_WITHIN.toSeconds(),
          allowed().toSeconds(),
          load,
          processors);
    }
  }

  /** The look-ups wait for DingTalk. */
  private void answersEveryRequestThatItHasLetIn(Service service, ApiClient caller, String lookUp) {
    caller.authenticate();
    stack.sandbox().faults().hold(DETAIL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> caller.get(lookUp), threads))
              .limit(CALLERS)
              .toList();
      stack.sandbox().faults().awaitHeld(DETAIL, CALLERS, SOON);

      service.terminate();

      await().atMost(SOON).until(() -> refuses(service.url()));
      assertThat(service.endsWithin(Duration.ofMillis(1))).as("waits for its callers").isFalse();
      stack.sandbox().faults().release(DETAIL);
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer).succeedsWithin(SOON))
          .extracting(answer -> answer.join().status())
          .containsOnly(200);
    }
    assertThat(service.endsWithin(GRACE)).as("ends within its grace period").isTrue();
    service.start();
    service.awaitReady();
  }

  private static List<String> paths() {
    return Stream.generate(() -> "/api/v1/messages/" + UUID.randomUUID()).limit(CALLERS).toList();
  }

  /** How long the cloud takes from SIGTERM until it serves again, under load all the time. */
  private Duration absence() {
    var load = new Load(stack, CALLERS);
    Duration absence;
    try (load) {
      load.awaitAnswers(50, SOON);
      var asked = System.nanoTime();
      stack.cloud().terminate();
      assertThat(stack.cloud().endsWithin(GRACE)).as("ends within its grace period").isTrue();
      stack.cloud().start();
      stack.cloud().awaitReady();
      absence = Duration.ofNanos(System.nanoTime() - asked);
      load.awaitAnswers(50, SOON);
    }
    var cloud = Erp.siteAtTheCloud(stack, Stack.EAST);
    load.answered().forEach(path -> Messages.awaitAtDingTalk(() -> cloud.get(path)));
    assertSentOnce(load.answered());
    assertThat(load.turnedAway())
        .as("whoever got no answer was not let in")
        .allSatisfy(path -> assertThat(cloud.get(path).status()).isEqualTo(404))
        .doesNotContainAnyElementsOf(sent());
    assertThat(load.surprises()).isEmpty();
    return absence;
  }

  private static String text(String path) {
    return Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, path);
  }

  private void assertSentOnce(List<String> paths) {
    var sent = sent();
    assertThat(sent).containsAll(paths).doesNotHaveDuplicates();
  }

  /** The texts that DingTalk has got: here, each is the path of its message. */
  private List<String> sent() {
    return stack.sandbox().messages().stream()
        .map(message -> PATH.matcher(message.body().toString()))
        .filter(Matcher::find)
        .map(Matcher::group)
        .toList();
  }

  private static boolean refuses(URI service) {
    try {
      Page page = new ApiClient(service, "none").get("/api/v1/messages/none");
      return page.status() == 503;
    } catch (WalkException e) {
      return true;
    }
  }
}

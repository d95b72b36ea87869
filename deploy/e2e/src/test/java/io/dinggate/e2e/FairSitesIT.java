package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.message.SentMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A site that sends very much holds nobody up: by the order in which DingTalk is called, not by
 * time. All messages share DingTalk's limit on the address and on the suite.
 */
class FairSitesIT {

  private static final String SEND = "/topapi/message/corpconversation/sendbytemplate";
  private static final int PEOPLE_PER_CALL = 10;
  private static final int PEOPLE_PER_MESSAGE = 10_000;

  /** Calls that may be under way at the same time. */
  private static final int CONCURRENCY = 4;

  /**
   * What the first site may still get: the calls that are under way when the other message comes to
   * the cloud, one more by its turn, and those that overtake the other's call on the way.
   */
  private static final int ONE_ROUND = 2 * CONCURRENCY;

  private static final int CALLS_BEFORE = 20;
  private static final Duration SOON = Duration.ofMinutes(5);

  private final int people =
      Randomly.count("recipients of the site that sends much", 2_000, 50_000);
  private Stack stack;
  private ApiClient east;
  private ApiClient north;

  @BeforeEach
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-fair"))
            .twoSites()
            .world(world -> Crowd.join(world, Somebody.EAST_CORP, people))
            .sandbox(
                options ->
                    options.withLimits(
                        Limits.documented()
                            .changed("{\"suites\":{\"peoplePerMinute\":100000000}}")))
            .cloudSetting("dinggate.message.people-per-task", "" + PEOPLE_PER_CALL)
            .cloudSetting("dinggate.message.concurrency", "" + CONCURRENCY)
            .cloudSetting("dinggate.message.address-calls", "" + people / 100)
            .cloudSetting("dinggate.message.address-window", "PT1S")
            .cloudSetting("dinggate.message.suite-calls-per-second", "1000")
            .cloudSetting("dinggate.message.recipients-per-minute", "1000000")
            .start();
    new DingTalkSide(stack.sandbox()).introduceApps();
    east = Erp.of(stack, Stack.EAST);
    north = Erp.of(stack, Stack.NORTH);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void singleMessageOfAnotherSiteGoesOutWithinOneRound() {
    sendToEverybody();

    var before =
        sendMeanwhile(
            north, Messages.template(Somebody.NORTH_CORP, Somebody.ZHANG_SAN, "a single one"));

    assertOvertakes(before, Somebody.ZHANG_SAN);
  }

  @Test
  void urgentMessageOvertakesTheBulkOfItsOwnSite() {
    sendToEverybody();

    var before =
        sendMeanwhile(
            east,
            notice(
                "[{\"corp\":\"%s\",\"userId\":\"%s\"}]"
                    .formatted(Somebody.EAST_CORP, Somebody.WANG_FANG),
                "an urgent one",
                "urgent"));

    assertOvertakes(before, Somebody.WANG_FANG);
  }

  /**
   * Sends a message while the first site's calls are under way, and lets DingTalk go on when the
   * cloud has it.
   *
   * @return how many calls DingTalk had answered before
   */
  private int sendMeanwhile(ApiClient sender, String message) {
    var path = Messages.newPath();
    await().atMost(SOON).until(() -> calls() >= CALLS_BEFORE);
    stack.sandbox().faults().hold(SEND);
    stack.sandbox().faults().awaitHeld(SEND, CONCURRENCY, SOON);
    var before = calls();
    sender.put(path, message).expect(202);
    Messages.until(
        () -> sender.get(path),
        answer -> assertThat(answer.expect(200).body()).contains("\"forwarded\""));
    stack.sandbox().faults().release(SEND);
    Messages.awaitAtDingTalk(() -> sender.get(path));
    return before;
  }

  private void assertOvertakes(int before, String receiver) {
    var order = stack.sandbox().messages();
    var place =
        order.indexOf(
            order.stream()
                .filter(message -> message.receivers().contains(receiver))
                .findFirst()
                .orElseThrow());
    var between = place - before;
    System.out.printf(
        "[measured] %d of %d calls of the site that sends much came between%n",
        between, people / PEOPLE_PER_CALL);
    assertThat(between).as("calls of the other between").isLessThanOrEqualTo(ONE_ROUND);
    assertThat(people / PEOPLE_PER_CALL - before).as("calls that waited").isGreaterThan(ONE_ROUND);
    everybodyGetsTheirs();
  }

  private void sendToEverybody() {
    for (var from = 0; from < people; from += PEOPLE_PER_MESSAGE) {
      var to = Math.min(people, from + PEOPLE_PER_MESSAGE);
      east.put(
              Messages.newPath(),
              notice(Crowd.recipients(Somebody.EAST_CORP, from, to), "to everybody", "normal"))
          .expect(202);
    }
  }

  /** And nobody twice, or never. */
  private void everybodyGetsTheirs() {
    await().atMost(SOON).until(() -> stack.sandbox().messageCounts().deliveries() >= people + 1);
    assertThat(
            stack.sandbox().messages().stream()
                .map(SentMessage::receivers)
                .flatMap(List::stream)
                .toList())
        .doesNotHaveDuplicates()
        .hasSize(people + 1);
  }

  private int calls() {
    return stack.sandbox().messages().size();
  }

  private static String notice(String recipients, String text, String priority) {
    return """
        {"recipients":%s,"app":"suite-main","options":{"priority":"%s"},
         "content":{"type":"template","templateId":"tpl-notice-1",
                    "variables":{"title":"notice","content":"%s"}}}
        """
        .formatted(recipients, priority, text);
  }
}

package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.message.SentMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What DingTalk drops without a word is found out and told: dropped with the reason, for exactly
 * the people who did not get it (G9).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentDropsIT {

  private static final String CORP = Somebody.EAST_CORP;

  /** States that are no end: what became of the person has yet to be found out. */
  private static final Set<String> OPEN = Set.of("queued", "sent");

  private Stack stack;
  private ApiClient erp;
  private int nextPerson;

  @BeforeAll
  void start() {
    stack =
        Stack.builder()
            .home(Path.of("../.."))
            .directory(Path.of("target/stack-drops"))
            .world(world -> Crowd.join(world, CORP, 100))
            .cloudSetting("dinggate.message.receipts.soon", "PT1S")
            .cloudSetting("dinggate.message.look-every", "PT0.5S")
            .cloudSetting("dinggate.message.receipts.resends", "1")
            .cloudSetting("dinggate.message.receipts.resend-pause", "PT1S")
            .start();
    erp = Erp.of(stack, Stack.EAST);
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @AfterEach
  void documentedLimits() {
    stack.sandbox().limits(Limits.documented());
  }

  @Test
  void whoGotTheSameTextTodayIsDroppedAsDuplicate() {
    var first = people(2);
    send("the same text", first, first + 2);

    var again = send("the same text", first, people(1) + 1);

    assertThat(again)
        .containsExactly(
            Map.entry(Crowd.userId(first), "dropped duplicate"),
            Map.entry(Crowd.userId(first + 1), "dropped duplicate"),
            Map.entry(Crowd.userId(first + 2), "delivered"));
  }

  @Test
  void repeatableTextReachesThePersonAgain() {
    var person = people(1);
    var options = ",\"options\":{\"repeatable\":true}";
    send("a text to be repeated", person, person + 1, options);

    var again = send("a text to be repeated", person, person + 1, options);

    assertThat(again).containsExactly(Map.entry(Crowd.userId(person), "delivered"));
  }

  @Test
  void whoGotAsManyAsOneMayInADayIsDroppedForIt() {
    var person = people(2);
    stack.sandbox().limits(limits("{\"internalApps\":{\"perPersonAndDay\":2}}"));
    send("first of the day", person, person + 1);
    send("second of the day", person, person + 1);

    var third = send("third of the day", person, person + 2);

    assertThat(third)
        .containsExactly(
            Map.entry(Crowd.userId(person), "dropped daily-limit-drop"),
            Map.entry(Crowd.userId(person + 1), "delivered"));
  }

  @Test
  void whoComesAfterAsManyAsTheAppMayReachInAMinuteIsDroppedForIt() {
    var person = people(5);
    var reached = stack.sandbox().messageCounts().deliveries();
    stack
        .sandbox()
        .limits(limits("{\"internalApps\":{\"peoplePerMinute\":%d}}".formatted(reached + 2)));

    var states = send("too many at once", person, person + 5);

    assertThat(states.values())
        .containsOnly("delivered", "dropped per-minute-limit")
        .contains("delivered", "dropped per-minute-limit");
  }

  @Test
  void whomDingTalkProtectsIsDroppedForIt() {
    var person = people(2);
    stack.sandbox().forbidDelivery(CORP, Crowd.userId(person), 1430003);

    assertThat(send("to the protected", person, person + 2))
        .containsExactly(
            Map.entry(Crowd.userId(person), "dropped platform-protection"),
            Map.entry(Crowd.userId(person + 1), "delivered"));
  }

  /** Starts of people who have got nothing yet. */
  private int people(int count) {
    var first = nextPerson;
    nextPerson += count;
    return first;
  }

  private static Limits limits(String changes) {
    return Limits.documented().changed(changes);
  }

  private Map<String, String> send(String text, int from, int to) {
    return send(text, from, to, "");
  }

  /** Sends, waits for the end of everybody, and compares with what DingTalk itself knows. */
  private Map<String, String> send(String text, int from, int to, String options) {
    var path = Messages.newPath();
    erp.put(
            path,
            "{\"recipients\":%s,\"content\":{\"type\":\"text\",\"content\":\"%s\"}%s}"
                .formatted(Crowd.recipients(CORP, from, to), text, options))
        .expect(202);
    var message =
        Messages.until(
                () -> erp.get(path),
                answer ->
                    assertThat(answer.expect(200).json().path("recipients"))
                        .as("%s", answer.body())
                        .allSatisfy(one -> assertThat(OPEN).doesNotContain(state(one))))
            .json();
    var states = new TreeMap<String, String>();
    for (var recipient : message.path("recipients")) {
      var reason = recipient.path("reason").asText();
      states.put(recipient.path("userId").asText(), (state(recipient) + " " + reason).strip());
      if (state(recipient).equals("dropped")) {
        assertThat(recipient.at("/explanation/en").asText()).as("%s", recipient).isNotBlank();
        assertThat(recipient.at("/explanation/zh").asText()).as("%s", recipient).isNotBlank();
      }
      assertThat(sent(recipient).dropped().containsKey(recipient.path("userId").asText()))
          .as("%s at DingTalk", recipient)
          .isEqualTo(state(recipient).equals("dropped"));
    }
    return states;
  }

  private SentMessage sent(JsonNode recipient) {
    var task = recipient.path("taskId").asText();
    return stack.sandbox().messages().stream()
        .filter(message -> Long.toString(message.taskId()).equals(task))
        .findFirst()
        .orElseThrow(() -> new AssertionError("DingTalk has no task of " + recipient));
  }

  private static String state(JsonNode recipient) {
    return recipient.path("state").asText();
  }
}

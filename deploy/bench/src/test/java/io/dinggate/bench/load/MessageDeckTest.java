package io.dinggate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.sandbox.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageDeckTest {

  private static final int DINGTALKS_LIMIT = 2_048;

  private static final World WORLD = BenchWorld.after(World.load());
  private static final List<Pair> PAIRS = Pair.of(WORLD);
  private static final List<JsonNode> MESSAGES =
      IntStream.range(0, 600)
          .mapToObj(number -> json(new MessageDeck(WORLD, PAIRS).message(number)))
          .toList();

  @Test
  void noTwoMessagesAreTheSame() {
    assertThat(MESSAGES)
        .extracting(message -> message.path("content").toString())
        .doesNotHaveDuplicates();
  }

  @Test
  void recipientsAreDifferentPeopleOfTheCorp() {
    for (var message : MESSAGES) {
      var seen = new HashSet<String>();
      for (var recipient : message.path("recipients")) {
        var corp = recipient.path("corp").asText();
        var user = recipient.path("userId").asText();
        assertThat(seen.add(corp + " " + user)).isTrue();
        assertThat(WORLD.people())
            .anyMatch(
                person ->
                    person.memberships().stream()
                        .anyMatch(in -> in.corpId().equals(corp) && in.userId().equals(user)));
      }
      assertThat(seen).hasSizeBetween(1, 3);
    }
  }

  @Test
  void suitesSendTemplatesAndInternalAppsEverythingElse() {
    var suites = WORLD.suites().stream().map(World.Suite::appId).toList();

    assertThat(MESSAGES)
        .allSatisfy(
            message ->
                assertThat(message.at("/content/type").asText().equals("template"))
                    .isEqualTo(suites.contains(message.path("app").asText())));
    assertThat(MESSAGES)
        .extracting(message -> message.at("/content/type").asText())
        .contains("template", "text", "markdown", "link", "actionCard");
  }

  @Test
  void noMessageIsTooLongForDingTalk() {
    assertThat(MESSAGES)
        .allSatisfy(
            message ->
                assertThat(message.path("content").toString().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(DINGTALKS_LIMIT));
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

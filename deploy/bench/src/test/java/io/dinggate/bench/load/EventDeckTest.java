package io.dinggate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.sandbox.World;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventDeckTest {

  private static final int COUNT = 2_000;
  private static final long BEGIN = 1_790_000_000_000L;

  private static final List<Pair> PAIRS = Pair.of(BenchWorld.after(World.load()));
  private static final List<EventDeck.Event> EVENTS =
      IntStream.range(0, COUNT).mapToObj(new EventDeck(PAIRS, BEGIN)::event).toList();

  @Test
  void everyEventIsFoundByItsKey() {
    assertThat(EVENTS).extracting(EventDeck.Event::key).doesNotHaveDuplicates();
    assertThat(EVENTS).extracting(EventDeck.Event::text).doesNotHaveDuplicates();
  }

  @Test
  void timeInTheTextIsThatOfTheKey() throws Exception {
    for (var event : EVENTS) {
      var json = JsonMapper.builder().build().readTree(event.text());
      var row = json.path("bizData").path(0);

      assertThat(row.path("gmt_modified").asLong(json.path("TimeStamp").asLong()))
          .isEqualTo(event.key().happenedAt());
      assertThat(row.path("corp_id").asText(json.path("CorpId").asText()))
          .isEqualTo(event.key().corp());
    }
  }

  @Test
  void allPairsGetEvents() {
    assertThat(EVENTS)
        .extracting(event -> event.key().app() + " " + event.key().corp())
        .containsAll(PAIRS.stream().map(pair -> pair.app().appId() + " " + pair.corp()).toList());
  }

  @Test
  void eventsAreOfManyKindsAndLengths() {
    var texts = String.join("\n", EVENTS.stream().map(EventDeck.Event::text).toList());

    assertThat(texts)
        .contains("suite_ticket", "org_micro_app_restore", "user_modify_org", "org_dept_modify");
    assertThat(lengths()).hasSizeGreaterThan(100);
  }

  private Stream<Integer> lengths() {
    return EVENTS.stream().map(event -> event.text().length()).distinct();
  }
}

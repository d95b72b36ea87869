package io.dinggate.local.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.local.webhook.Webhooks;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.platform.keys.Sealer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is told of an event, and how often. */
class ReceivedEventsTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final List<String> told = new ArrayList<>();
  private final List<String> news = new ArrayList<>();
  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
  private final ReceivedEvents received =
      new ReceivedEvents(
          new EventTable(
              PlainDatabase.create().jdbc(),
              new Sealer(Map.of("k1", new byte[32]), "k1"),
              json,
              Clock.systemUTC()),
          new DirectoryEvents(DirectoryEventsTest.noting(news)),
          new Webhooks() {
            @Override
            public void announce(String owner, String id, String type, String data) {
              throw new UnsupportedOperationException();
            }

            @Override
            public void announceEvent(String event, String id, String type, String data) {
              told.add(event + " " + id + " " + type + " " + data);
            }
          },
          json);

  @Test
  void eventIsToldOnceHoweverOftenItComes() {
    received.apply(entry(1, false), event(false));
    received.apply(entry(2, false), event(false));

    assertThat(told).singleElement().asString().startsWith("user_leave_org e1 event.received {");
    assertThat(news).containsExactly("left wangfang");
    assertThat(told.getFirst()).contains("\"corp\":\"dingeast00000001\"");
  }

  @Test
  void eventThatAnOperatorRepeatsIsToldOnceMoreForEachTime() {
    received.apply(entry(1, false), event(false));
    received.apply(entry(2, true), event(true));
    received.apply(entry(3, true), event(true));

    assertThat(told)
        .extracting(line -> line.substring(0, line.indexOf(" event.received")))
        .containsExactly("user_leave_org e1", "user_leave_org e1-2", "user_leave_org e1-3");
  }

  private static FeedEntry entry(long sequence, boolean replay) {
    return new FeedEntry(sequence, NOON, event(replay));
  }

  private static EventReceived event(boolean replay) {
    return new EventReceived(
        "e1",
        new AppId("suite"),
        new CorpId("dingeast00000001"),
        13,
        "user_leave_org",
        "wangfang",
        NOON,
        false,
        null,
        replay);
  }
}

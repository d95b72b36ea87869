package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.Sites;
import io.dinggate.cloud.testing.SqliteFile;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sites are told of which events, and what of them (G1, G4). */
class EventRelayTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final CorpId EAST = new CorpId("dingeast00000001");
  private static final CorpId NORTH = new CorpId("dingnorth0000001");
  private static final App SUITE = Sites.suite();

  @TempDir Path directory;
  private final Sealer sealer = new Sealer(Map.of("k1", new byte[32]), "k1");
  private final List<String> told = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private SqliteFile database;
  private EventStore store;
  private EventPayloads payloads;

  @BeforeEach
  void begin() {
    database = new SqliteFile(directory);
    var relay = new EventRelay(() -> new Snapshot(List.of(SUITE), sites()), new NotedFeed());
    store = new EventStore(database, database, sealer, new IndexKey(new byte[32]), relay);
    payloads = new EventPayloads(sealer, new ObjectMapper());
  }

  @AfterEach
  void end() throws SQLException {
    database.close();
  }

  /** Both have the corp, the third has another one. */
  private static List<Site> sites() {
    return List.of(site("west", EAST), site("east", EAST), site("north", NORTH));
  }

  private static Site site(String id, CorpId corp) {
    return new Site(
        new SiteId(id),
        id + "-client",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new SiteCorp(corp, SUITE.id(), SUITE.id(), List.of(SUITE.id()))),
        SUITE.id());
  }

  @Test
  void everySiteOfTheCorpIsToldOnceInTheOrderOfIds() {
    var events = List.of(row("e1", EAST, "user_add_org", NOON, "{\"name\":\"王芳\"}"));

    assertThat(store.store(SUITE, events, NOON)).isOne();
    assertThat(store.store(SUITE, events, NOON)).as("pushed again").isZero();

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("east ");
    assertThat(told.get(1)).startsWith("west ");
    assertThat(woken).containsExactlyInAnyOrder("east", "west");
    var item = item(0);
    assertThat(item.corp()).isEqualTo(EAST);
    assertThat(item.app()).isEqualTo(SUITE.id());
    assertThat(item.bizType()).isEqualTo(13);
    assertThat(item.event()).isEqualTo("user_add_org");
    assertThat(item.subject()).isEqualTo("wangfang");
    assertThat(item.happenedAt()).isEqualTo(NOON);
    assertThat(item.stale()).isFalse();
    assertThat(item.data()).containsEntry("name", "王芳");
  }

  @Test
  void olderVersionIsToldAsStaleAndTheNewestStays() {
    store.store(SUITE, List.of(row("e2", EAST, "user_modify_org", NOON, "{}")), NOON);
    var before = NOON.minusMillis(1);
    store.store(SUITE, List.of(row("e1", EAST, "user_add_org", before, "{}")), NOON);
    store.store(SUITE, List.of(row("e3", EAST, "user_modify_org", NOON, "{}")), NOON);
    store.store(SUITE, List.of(row("e4", NORTH, "user_add_org", before, "{}")), NOON);

    assertThat(List.of(item(0).stale(), item(2).stale(), item(4).stale(), item(6).stale()))
        .as("the newest, an older one, one of the same moment, one of another corp")
        .containsExactly(false, true, false, false);
  }

  @Test
  void whatIsTheCloudsAloneIsNotTold() {
    var ticket =
        new ReceivedEvent(
            "t", 2, "suite_ticket", EAST.value(), "1", NOON, "{\"biz_data\":{}}", null);
    store.store(SUITE, List.of(ticket), NOON);
    assertThat(told).as("a suite ticket").isEmpty();

    var authorised = row("a", EAST, "org_suite_auth", NOON, "{\"permanent_code\":\"secret\"}");
    store.store(SUITE, List.of(authorised), NOON);
    assertThat(told).hasSize(2);
    assertThat(item(0).data()).isNull();
  }

  @Test
  void kindsThatNobodyKnowsAndEventsWithoutARowAreToldAsWell() {
    store.store(SUITE, List.of(row("x", EAST, "unheard_of", NOON, "{\"a\":[1]}")), NOON);
    var alone =
        new ReceivedEvent(
            "y",
            null,
            "user_add_org",
            EAST.value(),
            null,
            NOON,
            "{\"EventType\":\"user_add_org\",\"userId\":[\"liwei\"]}",
            null);
    store.store(SUITE, List.of(alone), NOON);

    assertThat(item(0).data()).containsEntry("a", List.of(1));
    assertThat(item(2).bizType()).isNull();
    assertThat(item(2).subject()).isNull();
    assertThat(item(2).data()).containsEntry("userId", List.of("liwei"));
  }

  @Test
  void whatNobodyIsToldOfIsStoredAllTheSame() {
    var unknown = row("e", new CorpId("dingother00000001"), "user_add_org", NOON, "{}");
    var nameless = new ReceivedEvent("f", 13, "user_add_org", "", null, NOON, "{}", null);

    assertThat(store.store(SUITE, List.of(unknown, nameless), NOON)).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void eventStaysForAsLongAsAFeedRefersToIt() {
    store.store(SUITE, List.of(row("e1", EAST, "user_add_org", NOON, "{}")), NOON);
    var later = NOON.plus(Duration.ofDays(60));
    refer(identity(0));
    assertThat(store.purge(later, 10)).isZero();

    database.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate("delete from feed_entry");
          }
        });
    assertThat(store.purge(later, 10)).isOne();
    assertThat(store.forgetSubjects(later, 10)).isOne();
  }

  @Test
  void subjectAndContentAreNotReadableInTheDatabase() {
    store.store(SUITE, List.of(row("e1", EAST, "user_add_org", NOON, "{\"n\":\"王芳\"}")), NOON);

    var stored =
        database.query(
            connection -> {
              try (var statement = connection.createStatement();
                  var rows =
                      statement.executeQuery(
                          "select e.content || e.subject || s.subject from event e"
                              + " join event_subject s on s.event = e.identity")) {
                return rows.next() ? rows.getString(1) : "";
              }
            });
    assertThat(stored).isNotEmpty().doesNotContain("wangfang", "王芳");
  }

  private void refer(String identity) {
    database.sql(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into feed_entry (site, sequence, payload, size, at)"
                      + " values ('east', 1, ?, 2, 0)")) {
            insert.setString(1, identity);
            return insert.executeUpdate();
          }
        });
  }

  private String identity(int index) {
    var line = told.get(index);
    return line.substring(line.indexOf(' ') + 1);
  }

  private EventReceived item(int index) {
    var identity = identity(index);
    return (EventReceived)
        database.query(connection -> payloads.items(connection, List.of(identity))).get(identity);
  }

  private static ReceivedEvent row(
      String identity, CorpId corp, String type, Instant happenedAt, String data) {
    var content = "{\"biz_type\":13,\"biz_data\":" + data + "}";
    return new ReceivedEvent(
        identity, 13, type, corp.value(), "wangfang", happenedAt, content, null);
  }

  private final class NotedFeed implements Feed {
    @Override
    public void append(Connection connection, SiteId site, FeedItem item) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void appendPayload(Connection connection, SiteId site, String payload, int size) {
      told.add(site + " " + payload);
    }

    @Override
    public void wake(SiteId site) {
      woken.add(site.value());
    }
  }
}

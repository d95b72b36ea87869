package io.dinggate.cloud.event;

import static io.dinggate.cloud.testing.Apps.EAST;
import static io.dinggate.cloud.testing.Apps.HR;
import static io.dinggate.cloud.testing.Apps.NORTH;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.sandbox.Sandbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DingTalk could not push is asked for, and DingTalk tells it once. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class LostPushPullTest {

  private static final String PULL = "/call_back/get_call_back_failed_result";
  private static final Duration EVERY = Duration.ofHours(3);
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  @Inject Registry registry;
  @Inject Authorisations authorisations;
  @Inject AccessTokens tokens;
  @Inject DingTalk dingTalk;
  @Inject EventStore store;
  @Inject EventWorker worker;
  @Inject Writes writes;
  @Inject Reads reads;
  @Inject MovableClock clock;
  Sandbox sandbox;

  @TestHTTPResource("/dingtalk/apps/")
  URI apps;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String run = UUID.randomUUID().toString();
  private LostPushPull pull;
  private String first;

  @BeforeEach
  void knowTheApps() {
    for (var app : List.of(SUITE, HR)) {
      sandbox.pusher().callbackUrl(app.value(), apps.resolve(app + "/events"));
    }
    sandbox.pusher().suiteTicket(SUITE.value());
    sandbox.pusher().authorise(SUITE.value(), NORTH.value());
    awaitHandled();
    var config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(
                    Map.of("dinggate.event.pull-lost-every", EVERY.toString()), "test", 1))
            .withMapping(EventConfig.class)
            .build()
            .getConfigMapping(EventConfig.class);
    pull =
        new LostPushPull(
            registry,
            authorisations,
            tokens,
            dingTalk,
            store,
            worker,
            writes,
            reads,
            clock,
            config,
            meters);
    sandbox.journal().clear();
    first = query("select coalesce(max(id), 0) from event").getFirst();
  }

  @AfterEach
  void makeSandboxAndCloudAgreeAgain() {
    clock.reset();
    sandbox.faults().clear();
    sandbox.reset();
    writes.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate("delete from lost_push_pull");
          }
        });
    sandbox.pusher().suiteTicket(SUITE.value());
    sandbox.pusher().authorise(SUITE.value(), NORTH.value());
    awaitHandled();
  }

  @Test
  void lostEventsAreStoredAndToldOnce() {
    lose(HR, internal(EAST, "a"));
    lose(SUITE, batch(NORTH, "b", "c"));

    pull.pull(app(HR), EAST);
    pull.pull(app(SUITE), NORTH);
    pull.pull(app(HR), EAST);

    assertThat(told())
        .containsExactly("east user_add_org", "north user_modify_org", "north user_modify_org");
    assertThat(counted("stored")).isEqualTo(3);
    assertThat(counted("duplicate")).isZero();
  }

  /** DingTalk took a late answer for none: what it kept for us we have. */
  @Test
  void whatHadArrivedAllTheSameIsKnown() {
    assertThat(sandbox.pusher().push(SUITE.value(), batch(NORTH, "a")).delivered()).isTrue();
    assertThat(sandbox.pusher().push(HR.value(), internal(EAST, "b")).delivered()).isTrue();
    lose(SUITE, batch(NORTH, "a"));
    lose(HR, internal(EAST, "b"));

    pull.pull(app(SUITE), NORTH);
    pull.pull(app(HR), EAST);

    assertThat(told()).hasSize(2);
    assertThat(counted("stored")).isZero();
    assertThat(counted("duplicate")).isEqualTo(2);
  }

  @Test
  void lostChangeOfAnAuthorisationCounts() {
    var stop =
        """
        {"EventType":"SYNC_HTTP_PUSH_HIGH","bizData":[{"subscribe_id":"14999001_0","corp_id":"%s",
         "biz_type":7,"biz_id":"62282","gmt_modified":%d,
         "biz_data":"{\\"syncAction\\":\\"org_micro_app_stop\\",\\"eventId\\":\\"%s\\"}"}]}"""
            .formatted(NORTH, clock.millis() + 1, run);
    lose(SUITE, stop);

    pull.pull(app(SUITE), NORTH);

    await().untilAsserted(() -> assertThat(authorisations.corps(app(SUITE))).doesNotContain(NORTH));
  }

  /** A page is on the disk before the next one is asked for. */
  @Test
  void allPagesAreRead() {
    lose(
        SUITE,
        IntStream.range(0, 201).mapToObj(i -> batch(NORTH, "page-" + i)).toArray(String[]::new));

    pull.pull(app(SUITE), NORTH);

    assertThat(told()).hasSize(201);
    assertThat(sandbox.journal().calls(PULL)).isEqualTo(2);
  }

  @Test
  void failedCallLosesNothingOfWhatWasReadBefore() {
    lose(
        SUITE,
        IntStream.range(0, 201).mapToObj(i -> batch(NORTH, "fault-" + i)).toArray(String[]::new));
    sandbox.faults().errcodeNext(PULL, 1, -1, "系统繁忙");

    pull.pull(app(SUITE), NORTH);
    assertThat(told()).isEmpty();
    assertThat(counted("failed")).isOne();

    pull.pull(app(SUITE), NORTH);
    assertThat(told()).hasSize(201);
  }

  @Test
  void eachAppIsAskedForInEachCorpOnceInAnInterval() {
    pull.pullDue();
    assertThat(sandbox.journal().calls(PULL)).as("the first time is an interval later").isZero();

    clock.advance(EVERY);
    pull.pullDue();
    var all = sandbox.journal().calls(PULL);
    assertThat(all).as("at least HR in east, and the suite in north").isGreaterThanOrEqualTo(2);
    pull.pullDue();
    assertThat(sandbox.journal().calls(PULL)).isEqualTo(all);

    clock.advance(EVERY);
    pull.pullDue();
    assertThat(sandbox.journal().calls(PULL)).isEqualTo(2 * all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "{}",
        "{\"call_back_tag\":\"\"}",
        "{\"call_back_tag\":\"x\"}",
        "{\"call_back_tag\":\"x\",\"x\":[]}"
      })
  void entryThatCannotBeReadIsKeptWithItsFault(String entry) {
    assertThat(LostPushParser.events(entry, EAST, NOON))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.fault()).isNotNull();
              assertThat(event.content()).isEqualTo(entry);
            });
  }

  @Test
  void documentedFormsAreReadAsTheEventsThatTheyWere() {
    var users =
        "{\"call_back_tag\":\"user_add_org\",\"event_time\":1700000000001,"
            + "\"user_add_org\":{\"corpid\":\"ding1\",\"userid\":[\"u1\"]}}";
    var text =
        "{\"call_back_tag\":\"org_change\",\"event_time\":\"1700000000001\",\"org_change\":"
            + "{\"corpid\":\"ding1\",\"callbackData\":\"{\\\"eventId\\\":\\\"e1\\\"}\"}}";
    var approval =
        "{\"call_back_tag\":\"bpms_task_change\",\"event_time\":1700000000001,\"bpms_task_change\":"
            + "{\"corpid\":\"ding1\",\"bpmsCallBackData\":{\"taskId\":7}}}";

    for (var entry : List.of(users, text, approval)) {
      assertThat(LostPushParser.events(entry, EAST, NOON))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.fault()).isNull();
                assertThat(entry).contains("\"" + event.type() + "\"");
                assertThat(event.corp()).isEqualTo("ding1");
                assertThat(event.happenedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_001L));
              });
    }
    assertThat(
            LostPushParser.events(
                "{\"call_back_tag\":\"check_url\",\"check_url\":{\"corpid\":\"ding1\"}}",
                EAST,
                NOON))
        .isEmpty();
  }

  /** Pushed in vain, three times each, some minutes ago. */
  private void lose(AppId app, String... texts) {
    for (var text : texts) {
      sandbox.pusher().giveUp(app.value(), text);
    }
    sandbox.clock().advance(Duration.ofMinutes(3));
  }

  private String internal(CorpId corp, String id) {
    return "{\"EventType\":\"user_add_org\",\"EventTime\":%d,\"CorpId\":\"%s\",\"eventId\":\"%s-%s\",\"userId\":[\"u\"]}"
        .formatted(NOON.toEpochMilli(), corp, run, id);
  }

  private String batch(CorpId corp, String... ids) {
    var rows = new ArrayList<String>();
    for (var id : ids) {
      rows.add(
          """
          {"subscribe_id":"14999001_0","corp_id":"%s","biz_type":13,"biz_id":"%s","gmt_modified":%d,
           "biz_data":"{\\"syncAction\\":\\"user_modify_org\\",\\"eventId\\":\\"%s-%s\\"}"}"""
              .formatted(corp, id, NOON.toEpochMilli(), run, id));
    }
    return "{\"EventType\":\"SYNC_HTTP_PUSH_MEDIUM\",\"bizData\":[" + String.join(",", rows) + "]}";
  }

  private App app(AppId id) {
    return registry.snapshot().app(id).orElseThrow();
  }

  private double counted(String outcome) {
    return meters.counter("dinggate.event.pull", "outcome", outcome).count();
  }

  private void awaitHandled() {
    await().until(() -> query("select id from event where state = 'WAITING'").isEmpty());
  }

  /** To whom the events of this test were told, in the order of their arrival. */
  private List<String> told() {
    return query(
        "select site || ' ' || type from event join feed_entry on payload = identity"
            + " where happened_at = "
            + NOON.toEpochMilli()
            + " and event.id > "
            + first
            + " order by event.id");
  }

  private List<String> query(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
              values.add(rows.getString(1));
            }
            return values;
          }
        });
  }
}

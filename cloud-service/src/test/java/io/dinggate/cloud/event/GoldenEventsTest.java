package io.dinggate.cloud.event;

import static io.dinggate.cloud.testing.Apps.EAST;
import static io.dinggate.cloud.testing.Apps.EAST_SITE;
import static io.dinggate.cloud.testing.Apps.HR;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.AuthorisationChanges;
import io.dinggate.cloud.app.AuthorisationState;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.AppId;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of event that DingTalk's documents name, pushed as they print it, and then spoiled at
 * random: nothing that was answered {@code success} is lost.
 */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class GoldenEventsTest {

  /** The actions of each number of a row's type; empty where the documents name none. */
  private static final Map<Integer, Set<String>> ROWS =
      Map.ofEntries(
          Map.entry(2, Set.of("suite_ticket")),
          Map.entry(4, Set.of("org_suite_auth", "org_suite_change", "org_suite_relieve")),
          Map.entry(
              7,
              Set.of(
                  "org_micro_app_restore",
                  "org_micro_app_stop",
                  "org_micro_app_remove",
                  "org_micro_app_scope_update")),
          Map.entry(
              13,
              Set.of(
                  "user_add_org",
                  "user_modify_org",
                  "user_dept_change",
                  "user_role_change",
                  "user_active_org",
                  "user_leave_org")),
          Map.entry(14, Set.of("org_dept_create", "org_dept_modify", "org_dept_remove")),
          Map.entry(15, Set.of("org_role_add", "org_role_modify", "org_role_remove")),
          Map.entry(16, Set.of("org_update", "org_remove")),
          Map.entry(17, Set.of("market_order", "market_order_cancel")),
          Map.entry(20, Set.of("contact_add_org", "contact_modify_org", "contact_leave_org")),
          Map.entry(22, Set.of("isv_bpms", "isv_bpms_cancel")),
          Map.entry(32, Set.of("device_bind_update")),
          Map.entry(37, Set.of("market_service_open", "market_service_close")),
          Map.entry(50, Set.of("edu_dept_insert", "edu_dept_update", "edu_dept_delete")),
          Map.entry(63, Set.of("goods_tryout")),
          Map.entry(67, Set.of("overtime_to_vacation_data")),
          Map.entry(100, Set.of("calendar_event_change")),
          Map.entry(107, Set.of("todo_task_create")),
          Map.entry(108, Set.of("todo_task_update")),
          Map.entry(109, Set.of("todo_task_delete")),
          Map.entry(133, Set.of("crm_customer_track")),
          Map.entry(137, Set.of("hrm_mdm_user_change")),
          Map.entry(139, Set.of("transfer_contact_id_job_result")),
          Map.entry(165, Set.of("hrm_mdm_user_info_change")),
          Map.entry(175, Set.of("hrm_solution_manage")),
          Map.entry(177, Set.of("chat_add_member")),
          Map.entry(178, Set.of("chat_remove_member")),
          Map.entry(179, Set.of("chat_quit")),
          Map.entry(180, Set.of("chat_update_owner")),
          Map.entry(181, Set.of("chat_update_title")),
          Map.entry(182, Set.of("chat_disband")),
          Map.entry(206, Set.of("integration_app_install_event")),
          Map.entry(212, Set.of("market_order_refund_event")),
          Map.entry(233, Set.of("storage_dentry_create")),
          Map.entry(234, Set.of("storage_dentry_update")),
          Map.entry(235, Set.of("storage_dentry_delete")),
          Map.entry(245, Set.of("workflow_instance_change_broadcast")),
          Map.entry(246, Set.of("workflow_task_change_broadcast")),
          Map.entry(253, Set.of("market_order_tag")),
          Map.entry(293, Set.of("ding_crm_object_meta")),
          Map.entry(306, Set.of("chat_template_change")),
          Map.entry(318, Set.of("check_in")),
          Map.entry(367, Set.of("light_opportunity_notice")));

  /** Numbers whose actions the documents do not name, first and last of each run. */
  private static final int[][] UNNAMED = {
    {5, 6},
    {25, 25},
    {51, 51},
    {66, 66},
    {152, 154},
    {158, 159},
    {201, 202},
    {204, 204},
    {220, 229},
    {247, 248},
    {260, 261},
    {298, 298},
    {344, 346},
    {348, 349},
    {353, 354},
    {368, 368},
    {381, 381},
    {396, 396},
    {400, 400},
    {411, 412},
    {422, 424},
    {450, 460},
    {467, 504}
  };

  /** What comes alone to suites. */
  private static final Set<String> ALONE =
      Set.of(
          "check_url",
          "check_create_suite_url",
          "check_update_suite_url",
          "suite_ticket",
          "tmp_auth_code",
          "change_auth",
          "suite_relieve",
          "org_micro_app_stop",
          "org_micro_app_restore",
          "check_suite_license_code",
          "market_buy");

  /** What comes to internal apps; of the families that the documents leave open, some. */
  private static final Set<String> INTERNAL =
      Set.of(
          "user_add_org",
          "user_modify_org",
          "user_leave_org",
          "user_active_org",
          "org_admin_add",
          "org_admin_remove",
          "org_dept_create",
          "org_dept_modify",
          "org_dept_remove",
          "org_change",
          "org_remove",
          "label_user_change",
          "label_conf_add",
          "label_conf_del",
          "label_conf_modify",
          "bpms_task_change",
          "bpms_instance_change",
          "check_in",
          "attendance_check_record",
          "chat_add_member",
          "meetingroom_book");

  private static final JsonMapper JSON = new JsonMapper();
  private static final long KNOWN_AGENT = 770001;

  @Inject Registry registry;
  @Inject Authorisations authorisations;
  @Inject AuthorisationChanges changes;
  @Inject EventPayloads payloads;
  @Inject Reads reads;
  @Inject Writes writes;
  @Inject Clock clock;
  @Inject MeterRegistry meters;
  Sandbox sandbox;

  @TestHTTPResource("/dingtalk/apps/")
  URI apps;

  static Stream<GoldenEvent> golden() {
    return GoldenEvent.all().stream();
  }

  @BeforeEach
  void nothingIsKnownOfTheCorp() {
    forget();
  }

  @AfterEach
  void makeSandboxAndCloudAgreeAgain() {
    awaitHandled();
    forget();
    sandbox.pusher().callbackUrl(SUITE.value(), apps.resolve(SUITE + "/events"));
    assertThat(sandbox.pusher().suiteTicket(SUITE.value()).delivered()).isTrue();
    assertThat(sandbox.pusher().authorise(SUITE.value(), EAST.value()).delivered()).isTrue();
    awaitHandled();
  }

  /** What the files say happened long ago; what others have pushed would outrank it. */
  private void forget() {
    for (var sql :
        List.of(
            "delete from event_subject",
            "delete from suite_activation where app = '" + SUITE + "' and corp = '" + EAST + "'",
            "delete from suite_ticket where app = '" + SUITE + "'",
            "delete from access_token where app = '" + SUITE + "' and corp = '" + EAST + "'",
            "delete from authorisation where app = '" + SUITE + "' and corp = '" + EAST + "'")) {
      update(sql);
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void isAnsweredStoredOnceToldAndApplied(GoldenEvent golden) throws Exception {
    golden.expect().stream().findFirst().ifPresent(this::prepare);
    var before = lastEvent();
    var text = JSON.writeValueAsString(golden.push());

    accept(golden.app(), text);
    accept(golden.app(), text);

    awaitHandled();
    var stored = stored(before);
    assertThat(stored).as("each once").hasSameSizeAs(golden.expect());
    for (var i = 0; i < stored.size(); i++) {
      compare(golden, i, stored.get(i));
    }
    golden.expect().stream().findFirst().ifPresent(this::compareAuthorisation);
  }

  private void awaitHandled() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> count("select count(*) from event where state = 'WAITING'") == 0);
  }

  private void prepare(GoldenEvent.Expected expected) {
    if (expected.before() == null) {
      return;
    }
    changes.authorised(app(SUITE), EAST, Instant.EPOCH, KNOWN_AGENT, "as before");
    if (expected.before() == AuthorisationState.STOPPED) {
      changes.stopped(app(SUITE), EAST, Instant.EPOCH);
    }
    update(
        "insert into access_token (app, corp, token, revision, credentials, refresh_at, expires_at)"
            + " values ('%s', '%s', 'old', 1, '', 0, 0)".formatted(SUITE, EAST));
  }

  private void compare(GoldenEvent golden, int index, Stored stored) throws IOException {
    var expected = golden.expect().get(index);
    assertThat(stored.bizType()).isEqualTo(expected.bizType());
    assertThat(stored.type()).isEqualTo(expected.type());
    assertThat(stored.corp()).isEqualTo(expected.corp());
    assertThat(stored.happenedAt()).isEqualTo(Instant.parse(expected.happenedAt()));
    assertThat(EventKind.of(app(golden.app()).kind(), expected.bizType(), expected.type()))
        .isEqualTo(expected.kind());
    assertThat(stored.state()).isEqualTo(expected.state().name());
    var sites = query("select site from feed_entry where payload = '" + stored.identity() + "'");
    if (expected.told() == GoldenEvent.Told.NOTHING) {
      assertThat(sites).isEmpty();
      return;
    }
    assertThat(sites).containsExactly(EAST_SITE.value());
    var item = item(stored.identity());
    assertThat(item.app()).isEqualTo(golden.app());
    assertThat(item.bizType()).isEqualTo(expected.bizType());
    assertThat(item.event()).isEqualTo(expected.type());
    assertThat(item.subject()).isEqualTo(expected.subject());
    assertThat(item.happenedAt()).isEqualTo(stored.happenedAt());
    assertThat(item.stale()).isFalse();
    if (expected.told() == GoldenEvent.Told.BARE) {
      assertThat(item.data()).isNull();
    } else {
      JsonNode told = JSON.valueToTree(item.data());
      assertThat(told).isEqualTo(said(golden, index));
    }
  }

  private static JsonNode said(GoldenEvent golden, int index) throws IOException {
    if (!golden.push().has("bizData")) {
      return golden.push();
    }
    var data = golden.push().get("bizData").get(index).get("biz_data");
    return data.isTextual() ? JSON.readTree(data.textValue()) : data;
  }

  private void compareAuthorisation(GoldenEvent.Expected expected) {
    var now = authorisations.find(SUITE, EAST);
    if (expected.after() == null) {
      assertThat(now).isEmpty();
      return;
    }
    assertThat(now).get().extracting(Authorisation::state).isEqualTo(expected.after());
    assertThat(now.orElseThrow().agentId()).isEqualTo(expected.agentId());
    if (expected.corpName() != null) {
      assertThat(now.orElseThrow().corpName()).isEqualTo(expected.corpName());
    }
    assertThat(count("select count(*) from access_token where token = 'old'"))
        .as("tokens of before")
        .isZero();
  }

  @Test
  void everyKindOfTheReferenceHasAFile() {
    var rows = new LinkedHashSet<String>();
    var numbers = new LinkedHashSet<Integer>();
    var alone = new LinkedHashSet<String>();
    var internal = new LinkedHashSet<String>();
    for (var golden : GoldenEvent.all()) {
      if (golden.expect().isEmpty()) {
        alone.add(golden.push().get("EventType").textValue());
      }
      for (var expected : golden.expect()) {
        if (expected.bizType() != null) {
          numbers.add(expected.bizType());
          rows.add(expected.bizType() + " " + expected.type());
        } else {
          (golden.app().equals(HR) ? internal : alone).add(expected.type());
        }
      }
    }

    assertThat(rows)
        .containsAll(
            ROWS.entrySet().stream()
                .flatMap(row -> row.getValue().stream().map(action -> row.getKey() + " " + action))
                .collect(toSet()));
    assertThat(numbers)
        .containsAll(
            Stream.of(UNNAMED)
                .flatMap(run -> IntStream.rangeClosed(run[0], run[1]).boxed())
                .toList());
    assertThat(alone).containsAll(ALONE);
    assertThat(internal).containsAll(INTERNAL);
  }

  @Test
  void kindsThatCountAreAllAmongThem() {
    var kinds =
        GoldenEvent.all().stream()
            .flatMap(golden -> golden.expect().stream())
            .map(GoldenEvent.Expected::kind)
            .collect(toSet());

    assertThat(kinds).containsExactlyInAnyOrder(EventKind.values());
  }

  /** Whatever is wrong with it: each event in it is on the disk. */
  @Test
  void spoiledOnesAreStoredAndNeverAFault() throws Exception {
    var purpose = "spoiled golden events";
    var spoiler = new Spoiler(Randomly.forPurpose(purpose));
    var count = Randomly.count(purpose + ", each", 5, 200);
    var first = lastEvent();
    for (var golden : GoldenEvent.all()) {
      for (var i = 0; i < count; i++) {
        spoiled(golden, spoiler.spoil(golden.push()));
      }
    }

    awaitHandled();
    assertThat(query("select reason from event where state = 'PARKED' and id > " + first))
        .as("faults of ours")
        .noneMatch(reason -> reason.endsWith("Exception"));
  }

  private void spoiled(GoldenEvent golden, String text) throws Exception {
    var counted = counted();
    var rows = count("select count(*) from event");
    var answer = pushesTo(golden.app()).of(text).post();

    assertThat(answer.statusCode()).as("%s as %s", golden, text).isEqualTo(200);
    var stored = counted().stored() - counted.stored();
    var known = counted().duplicate() - counted.duplicate();
    assertThat(stored + known).as("%s as %s", golden, text).isEqualTo(Spoiler.eventsIn(text));
    assertThat(count("select count(*) from event") - rows).isEqualTo(stored);
  }

  private Counted counted() {
    return new Counted(counted("stored"), counted("duplicate"));
  }

  private int counted(String outcome) {
    return (int) meters.counter("dinggate.event.intake", "outcome", outcome).count();
  }

  private record Counted(int stored, int duplicate) {}

  private void accept(AppId app, String text) throws IOException, InterruptedException {
    var answer = pushesTo(app).of(text).post();
    assertThat(answer.statusCode()).isEqualTo(200);
    var reply = JSON.readTree(answer.body()).get("encrypt").textValue();
    assertThat(new CallbackCrypto(app(app).events()).open(reply).message()).isEqualTo("success");
  }

  private Pushes pushesTo(AppId app) {
    return new Pushes(apps.resolve(app + "/events"), app(app).events(), clock);
  }

  private App app(AppId id) {
    return registry.snapshot().app(id).orElseThrow();
  }

  private EventReceived item(String identity) {
    return (EventReceived)
        reads.query(connection -> payloads.items(connection, List.of(identity))).get(identity);
  }

  private int lastEvent() {
    return count("select coalesce(max(id), 0) from event");
  }

  private record Stored(
      String identity,
      Integer bizType,
      String type,
      String corp,
      Instant happenedAt,
      String state) {}

  private List<Stored> stored(int after) {
    return reads.query(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "select identity, biz_type, type, corp, happened_at, state from event"
                      + " where id > ? order by id")) {
            select.setInt(1, after);
            try (var rows = select.executeQuery()) {
              var stored = new ArrayList<Stored>();
              while (rows.next()) {
                stored.add(
                    new Stored(
                        rows.getString(1),
                        (Integer) rows.getObject(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getTimestamp(5).toInstant(),
                        rows.getString(6)));
              }
              return stored;
            }
          }
        });
  }

  private void update(String sql) {
    writes.sql(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  private int count(String sql) {
    return Integer.parseInt(query(sql).getFirst());
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

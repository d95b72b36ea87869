package io.dinggate.cloud.login;

import static io.dinggate.cloud.login.LoginWalk.comeBack;
import static io.dinggate.cloud.login.LoginWalk.location;
import static io.dinggate.cloud.login.LoginWalk.query;
import static io.dinggate.cloud.site.SiteCaller.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.site.AuditConfig;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.platform.Tokens;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever anybody on the internet does, the record of it stays small, and nothing goes uncounted.
 */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class AuditFloodTest {

  private static final String EAST = "dingeast00000001";
  private static final int FLOOD = 80;

  @Inject Reads reads;
  @Inject AuditConfig config;
  @Inject MovableClock clock;

  Sandbox sandbox;
  private World.Site east;
  private long before;

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    toTheNextMinute();
    before = rows();
  }

  @AfterEach
  void end() {
    clock.reset();
  }

  @Test
  void replayedStatesFillNoDisk() {
    var declined =
        URI.create(
            "http://x/login/callback?error=access_denied&state="
                + query(LoginWalk.of(east).start()).get("state"));
    location(comeBack(declined));

    assertBounded(() -> comeBack(declined).then().statusCode(400));
  }

  @Test
  void ticketsThatNobodyMadeFillNoDisk() {
    assertBounded(() -> LoginWalk.abandon(east, Tokens.random256()).statusCode(204));
  }

  @Test
  void ticketsThatCannotBeRedeemedFillNoDisk() {
    var verifier = Tokens.random256();

    assertBounded(() -> LoginWalk.redeem(east, Tokens.random256(), verifier).statusCode(400));
  }

  @Test
  void inAppCodesThatNobodyMadeFillNoDisk() {
    assertBounded(() -> inApp(Map.of("corp", EAST, "code", Tokens.random256()), 400));
  }

  @Test
  void inAppLoginThatIsRefusedBeforeItsCodeIsRecorded() {
    inApp(Map.of("corp", "dingnorth0000001", "code", "c"), 403);
    inApp(Map.of("corp", EAST, "app", "nowhere", "code", "c"), 403);

    assertThat(rows() - before).isEqualTo(2);
    assertThat(
            count(
                "select count(*) from (select action, actor, reason from audit_entry"
                    + " order by id desc limit 2) where action = 'login.in-app'"
                    + " and actor = 'site:east' and reason in ('corp-not-allowed',"
                    + " 'app-not-allowed')"))
        .isEqualTo(2);
  }

  /** Does it very often, and once more when a minute has passed. */
  private void assertBounded(Runnable refused) {
    for (var i = 0; i < FLOOD; i++) {
      refused.run();
    }

    var most = config.entriesPerMinute();
    assertThat(rows() - before).isBetween((long) most, most + 2L); // what went before may be told
    toTheNextMinute();
    refused.run();
    assertThat(
            count(
                "select count(*) from (select action, reason from audit_entry"
                    + " order by id desc limit 2) where action = 'audit.suppressed'"
                    + " and reason = 'entries:"
                    + (FLOOD - most)
                    + "'"))
        .isOne();
  }

  private void toTheNextMinute() {
    clock.advance(Duration.ofMillis(60_000 - Math.floorMod(clock.millis(), 60_000L)));
  }

  private void inApp(Map<String, String> request, int status) {
    as(east).body(request).post("/api/v1/logins/in-app").then().statusCode(status);
  }

  private long rows() {
    return count("select count(*) from audit_entry");
  }

  private long count(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
          }
        });
  }
}

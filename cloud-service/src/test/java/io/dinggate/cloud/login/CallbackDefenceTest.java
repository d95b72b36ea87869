package io.dinggate.cloud.login;

import static io.dinggate.cloud.login.LoginWalk.comeBack;
import static io.dinggate.cloud.login.LoginWalk.location;
import static io.dinggate.cloud.login.LoginWalk.query;
import static io.dinggate.cloud.site.SiteCaller.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.dinggate.cloud.login.CallbackAnswer.GoTo;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.model.AppId;
import io.dinggate.model.LoginId;
import io.dinggate.model.SiteId;
import io.dinggate.platform.Ids;
import io.dinggate.platform.Tokens;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class CallbackDefenceTest {

  private static final String EAST = "dingeast00000001";
  private static final String EXCHANGE = "/v1.0/oauth2/userAccessToken";

  @Inject MovableClock clock;
  @Inject Writes writes;
  @Inject Reads reads;
  @Inject LoginSecrets secrets;
  @Inject LoginCleanup cleanup;
  @Inject SignInCallback signIn;

  Sandbox sandbox;
  CloudWorld world;
  private World.Site east;
  private LoginWalk walk;

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    walk = LoginWalk.of(east);
    sandbox.journal().clear();
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    clock.reset();
  }

  @Test
  void forgedAndMalformedCallbacksGetAPageAndReachNoDingTalk() {
    var state = "s".repeat(43);
    for (var forged :
        List.of(
            "state=" + state + "&authCode=c1",
            "state=" + state + "&error=access_denied",
            "state=evil.example::nonce&authCode=c1",
            "authCode=c1",
            "state=" + state,
            "state=" + state + "&state=" + state + "&code=c1",
            "state=" + state + "&code=c1&authCode=c2",
            "x=%00%ff",
            "state=%E4%B8%AD")) {
      comeBack(URI.create("http://x/login/callback?" + forged))
          .then()
          .statusCode(400)
          .contentType("text/html")
          .header("Cache-Control", "no-store")
          .header("Referrer-Policy", "no-referrer")
          .header("X-Content-Type-Options", "nosniff")
          .header(
              "Content-Security-Policy",
              allOf(containsString("default-src 'none'"), containsString("frame-ancestors 'none'")))
          .body(containsString("This sign-in link is not valid any more"))
          .body(not(containsString("Exception")));
    }
    assertThat(sandbox.journal().calls()).isEmpty();
  }

  @Test
  void pageSpeaksTheLanguageOfTheBrowser() {
    page("zh-CN,zh;q=0.9,en;q=0.8", "此登录链接已失效", "lang=\"zh-CN\"");
    page("en-GB,zh;q=0.5", "This sign-in link is not valid any more", "lang=\"en\"");
    page("fr", "This sign-in link is not valid any more", "lang=\"en\"");
    page("fr, zh;q=0.1", "此登录链接已失效", "lang=\"zh-CN\"");
  }

  private static void page(String languages, String... texts) {
    for (var text : texts) {
      given()
          .header("Accept-Language", languages)
          .get("/login/callback?state=x")
          .then()
          .statusCode(400)
          .body(containsString(text));
    }
  }

  @Test
  void pageNamesTheRequest() {
    given()
        .header("x-request-id", "r-4711")
        .get("/login/callback")
        .then()
        .body(containsString("r-4711"));
  }

  @Test
  void lookFromAfarUsesNothingUp() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    given()
        .urlEncodingEnabled(false)
        .head(callback.getRawPath() + "?" + callback.getRawQuery())
        .then()
        .statusCode(405);

    assertThat(sandbox.journal().codeExchanges()).isZero();
    assertThat(query(location(comeBack(callback)))).containsKey("login_ticket");
  }

  @Test
  void sameCallbackAgainGivesTheSameTicketUntilItIsAcknowledged() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    var first = location(comeBack(callback));
    var ticket = query(first).get("login_ticket");

    assertThat(location(comeBack(callback))).isEqualTo(first);
    walk.redeem(ticket).statusCode(200);
    assertThat(location(comeBack(callback))).isEqualTo(first);
    walk.acknowledge(ticket).statusCode(204);

    var refusedBefore = refusals("replayed");
    comeBack(callback).then().statusCode(400).contentType("text/html");
    assertThat(refusals("replayed")).isEqualTo(refusedBefore + 1);
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void sameStateWithAnotherCodeIsRefused() {
    var authorizeUrl = walk.start();
    var callback = sandbox.consent(authorizeUrl, EAST, "wangfang");
    var other = sandbox.consent(authorizeUrl, EAST, "liwei");
    location(comeBack(callback));

    comeBack(other).then().statusCode(400).contentType("text/html");
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void abandonedLoginCannotBeBroughtBackByItsCallback() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    LoginWalk.abandon(east, query(location(comeBack(callback))).get("login_ticket"));

    comeBack(callback).then().statusCode(400).contentType("text/html");
  }

  @Test
  void sameCallbackAtTheSameTimeWaitsForTheFirst() throws InterruptedException, ExecutionException {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    sandbox.faults().hold(EXCHANGE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<URI> comingBack = () -> location(comeBack(callback));
      var first = threads.submit(comingBack);
      sandbox.faults().awaitHeld(EXCHANGE, 1, Duration.ofSeconds(20));
      var others = List.of(threads.submit(comingBack), threads.submit(comingBack));
      sandbox.faults().release(EXCHANGE);

      assertThat(query(first.get())).containsKey("login_ticket");
      for (var other : others) {
        assertThat(other.get()).isEqualTo(first.get());
      }
    }
    assertThat(sandbox.journal().codeExchanges()).isOne();
  }

  @Test
  void exchangeThatACrashCutShortShowsDingTalksPageOnceMore() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    crashWhileExchanging(callback);

    var page = location(comeBack(callback));

    assertThat(page.toString()).startsWith(sandbox.loginUrl() + "/oauth2/auth?");
    assertThat(query(page).get("state")).isNotEqualTo(query(callback).get("state"));
    assertThat(sandbox.journal().codeExchanges()).isZero();
    comeBack(callback).then().statusCode(400).contentType("text/html");

    var again = location(comeBack(sandbox.consent(page, EAST, "wangfang")));
    walk.redeem(query(again).get("login_ticket"))
        .statusCode(200)
        .body("user.userId", equalTo("wangfang"));
  }

  @Test
  void reloadsAtTheSameTimeAfterACrashGetOneAnswer() throws InterruptedException {
    var address = sandbox.consent(walk.start(), EAST, "wangfang");
    crashWhileExchanging(address);
    var callback = query(address);
    var answers = new ConcurrentLinkedQueue<CallbackAnswer>();
    List<Thread> reloads;
    try (var _ = holdTheWriter()) {
      Runnable comingBack =
          () -> answers.add(signIn.signedIn(callback.get("state"), callback.get("authCode")));
      reloads =
          List.of(Thread.startVirtualThread(comingBack), Thread.startVirtualThread(comingBack));
      await()
          .during(Duration.ofMillis(200))
          .until(() -> reloads.stream().allMatch(CallbackDefenceTest::isParked));
    }
    for (var reload : reloads) {
      assertThat(reload.join(Duration.ofSeconds(20))).isTrue();
    }

    assertThat(answers).hasSize(2).allMatch(GoTo.class::isInstance);
    assertThat(Set.copyOf(answers)).hasSize(1);
    var page = ((GoTo) answers.element()).address();
    var again = location(comeBack(sandbox.consent(page, EAST, "wangfang")));
    assertThat(query(again)).containsKey("login_ticket");
  }

  @Test
  void exchangeThatACrashCutShortIsNotTakenUpByAnotherCode() {
    var authorizeUrl = walk.start();
    crashWhileExchanging(sandbox.consent(authorizeUrl, EAST, "wangfang"));

    comeBack(sandbox.consent(authorizeUrl, EAST, "liwei")).then().statusCode(400);
    assertThat(sandbox.journal().codeExchanges()).isZero();
  }

  @Test
  void codeIsOfferedOnceWhicheverLoginBringsIt() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    location(comeBack(callback));
    var other = LoginWalk.of(east).start();

    comeBack(under(other, callback)).then().statusCode(400).contentType("text/html");

    assertThat(sandbox.journal().codeExchanges()).isOne();
    var honest = location(comeBack(sandbox.consent(other, EAST, "liwei")));
    assertThat(query(honest)).containsKey("login_ticket");
  }

  @Test
  void codeThatACrashKeptFromDingTalkServesNoOtherLogin() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    crashWhileExchanging(callback);
    comeBack(under(LoginWalk.of(east).start(), callback)).then().statusCode(400);
    var page = location(comeBack(callback));

    comeBack(under(page, callback)).then().statusCode(400);
    assertThat(sandbox.journal().codeExchanges()).isZero();
  }

  /** The code of one callback under the state of another login. */
  private static URI under(URI authorizeUrl, URI callback) {
    return URI.create(
        "http://x/login/callback?state="
            + query(authorizeUrl).get("state")
            + "&authCode="
            + query(callback).get("authCode"));
  }

  @Test
  void codeMayComeUnderItsOldNameAlone() {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    var only =
        URI.create(
            "http://x/login/callback?authCode="
                + query(callback).get("authCode")
                + "&state="
                + query(callback).get("state"));

    assertThat(query(location(comeBack(only)))).containsKey("login_ticket");
  }

  @Test
  void openLoginsOfASiteAreCapped() {
    var now = Instant.now();
    fillWithOpenLogins(1000, now.plusSeconds(600));
    try {
      as(east)
          .body(walk.request())
          .post("/api/v1/logins")
          .then()
          .statusCode(429)
          .header("Retry-After", matchesPattern("[0-9]+"))
          .body("code", equalTo("rate-limited"));
    } finally {
      clock.advance(Duration.ofHours(2));
      cleanup.forget();
    }
  }

  @Test
  void endedLoginsAreForgotten() {
    comeBack(sandbox.consent(walk.start(), EAST, "wangfang"));
    assertThat(count("select count(*) from offered_code")).isPositive();
    clock.advance(Duration.ofHours(2));
    cleanup.forget();

    assertThat(count("select count(*) from login")).isZero();
    assertThat(count("select count(*) from offered_code")).isZero();
  }

  @Test
  void nothingSecretOrPersonalStandsInTheDatabase() throws IOException {
    var callback = sandbox.consent(walk.start(), EAST, "wangfang");
    var ticket = query(location(comeBack(callback))).get("login_ticket");
    walk.redeem(ticket).statusCode(200);

    var database =
        new StringBuilder(Files.readString(world.database(), StandardCharsets.ISO_8859_1));
    var wal = world.database().resolveSibling("cloud.db-wal");
    database.append(Files.readString(wal, StandardCharsets.ISO_8859_1));
    var name = new String("王芳".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(database.toString())
        .contains(LoginWalk.returnUrl(east))
        .doesNotContain(
            ticket,
            walk.verifier(),
            query(callback).get("state"),
            query(callback).get("authCode"),
            "unVendorWangfangiE",
            "opSuiteWangfang",
            name);
  }

  private static boolean isParked(Thread thread) {
    var state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Lets every change wait until it is closed. */
  private HeldWriter holdTheWriter() throws InterruptedException {
    var held = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Thread.startVirtualThread(
        () ->
            writes.sql(
                _ -> {
                  held.countDown();
                  return awaited(goOn);
                }));
    assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
    return goOn::countDown;
  }

  @FunctionalInterface
  private interface HeldWriter extends AutoCloseable {
    @Override
    void close();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void crashWhileExchanging(URI callback) {
    var state = secrets.stateIndex(query(callback).get("state"));
    var code = secrets.codeIndex(query(callback).get("authCode"));
    writes.sql(
        connection -> {
          var login = LoginTable.findByState(connection, state).orElseThrow();
          OfferedCodes.record(connection, code, login.expiresAt());
          LoginTable.exchanging(connection, login.id(), code);
          return login;
        });
  }

  private void fillWithOpenLogins(int count, Instant expiresAt) {
    var states = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      states.add(secrets.stateIndex(Tokens.random256()));
    }
    writes.sql(
        connection -> {
          for (var state : states) {
            var row =
                new LoginRow(
                    new LoginId(Ids.uuidV7().toString()),
                    new SiteId("east"),
                    new AppId("suite-main"),
                    null,
                    false,
                    URI.create(LoginWalk.returnUrl(east)),
                    "c".repeat(43),
                    LoginPhase.NEW,
                    null,
                    expiresAt,
                    null,
                    null,
                    null,
                    null,
                    null);
            LoginTable.insert(connection, row, state, expiresAt);
          }
          return count;
        });
  }

  private long refusals(String reason) {
    return count("select count(*) from audit_entry where reason = '" + reason + "'");
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

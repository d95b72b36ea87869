package io.dinggate.cloud.request;

import static io.dinggate.cloud.request.Signing.EAST_ORIGIN;
import static io.dinggate.cloud.request.Signing.NORTH_ORIGIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.site.Endpoints;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.SiteKeys;
import io.dinggate.model.request.RequestToken;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as a frontend meets them: over HTTP, from another origin, and by its site's feed. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestsResourceTest {

  private static final String PATH = RequestToken.PATH;
  private static final String USER_GET = "/topapi/v2/user/get";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  @Inject MovableClock clock;
  @Inject Reads reads;

  Sandbox sandbox;
  private World.Site east;
  private World.Site north;

  @BeforeEach
  void begin() {
    east = sandbox.world().site("east");
    north = sandbox.world().site("north");
    clock.advance(Duration.ofMinutes(1)); // every test has a minute of the audit to itself
  }

  @AfterEach
  void end() {
    sandbox.faults().clear();
    clock.reset();
  }

  @Test
  void requestIsTakenDoneAndToldToItsSite() {
    var body = user("dingeast00000001", "wangfang");
    var claims = claims(body);

    post(Signing.byEast(claims), EAST_ORIGIN, body)
        .statusCode(202)
        .contentType("application/json")
        .body("id", equalTo(id(claims)))
        .body("acceptedAt", not(blankOrNullString()))
        .header(ALLOW_ORIGIN, EAST_ORIGIN)
        .header("Vary", "Origin")
        .header("Cache-Control", "no-store")
        .header("Access-Control-Allow-Credentials", (String) null);

    var result = result(east, id(claims));
    assertThat(result.get("type")).isEqualTo("user");
    assertThat(result.get("user").toString()).contains("name=王芳");
  }

  @Test
  void departmentsAreLookedUp() {
    var body =
        "{\"kind\":\"departments\",\"parent\":{\"corp\":\"dingeast00000001\",\"departmentId\":1}}";
    var claims = claims(body);

    post(Signing.byEast(claims), EAST_ORIGIN, body).statusCode(202);

    assertThat(result(east, id(claims)).get("departments").toString())
        .contains("departmentId=2", "departmentId=3");
  }

  /** A site drops what it is told of a message that it has not heard of. */
  @Test
  void messageIsDeliveredOnceAndToldBeforeAllThatBecomesOfIt() {
    SiteCaller.warmUp(east, "dingeast00000001", "wangfang", "internal-hr");
    var text = "by way of the cloud " + System.nanoTime();
    var body = message("wangfang", text);
    var claims = claims(body);

    post(Signing.byEast(claims), EAST_ORIGIN, body).statusCode(202);

    await().atMost(Duration.ofSeconds(30)).until(() -> !changes(east, id(claims)).isEmpty());
    var items =
        items(east).stream()
            .filter(item -> id(claims).equals(item.get("request")) || isOf(item, id(claims)))
            .toList();
    assertThat(items).extracting(item -> item.get("type")).startsWith("requestDone");
    assertThat(items.stream().filter(item -> item.get("type").equals("requestDone"))).hasSize(1);
    var status = (Map<?, ?>) result(east, id(claims)).get("status");
    assertThat(status.get("version")).isEqualTo(1);
    assertThat(sandbox.messages().stream().filter(sent -> sent.body().toString().contains(text)))
        .hasSize(1);
  }

  @Test
  void refusalThatPassesIsTriedAgain() {
    sandbox.faults().throttleNext(USER_GET, 1);
    var body = user("dingeast00000001", "wangfang");
    var claims = claims(body);

    post(Signing.byEast(claims), EAST_ORIGIN, body).statusCode(202);
    await()
        .until(
            () ->
                count("select attempts from request where id = '" + id(claims) + "'") == 1
                    || isTold(east, id(claims)));
    clock.advance(Duration.ofMinutes(1));

    assertThat(result(east, id(claims)).get("type")).isEqualTo("user");
  }

  /** G6, on this way too: two sites by two corps, and what is off the diagonal is denied. */
  @Test
  void sitesReachTheirOwnCorpsAndNoOthers() {
    for (var corp : List.of("dingeast00000001", "dingnorth0000001")) {
      var body = user(corp, corp.contains("east") ? "wangfang" : "zhangsan");
      var byEast = claims(body);
      var byNorth = Signing.claims(north.clientId(), NORTH_ORIGIN, body, clock.instant());
      post(Signing.byEast(byEast), EAST_ORIGIN, body).statusCode(202);
      post(Signing.byNorth(byNorth), NORTH_ORIGIN, body).statusCode(202);

      var own = corp.contains("east") ? result(east, id(byEast)) : result(north, id(byNorth));
      var foreign = corp.contains("east") ? result(north, id(byNorth)) : result(east, id(byEast));
      assertThat(own.get("type")).isEqualTo("user");
      assertThat(foreign.get("type")).isEqualTo("refused");
      assertThat(foreign.toString()).contains("corp-not-allowed").doesNotContain("name=");
    }
  }

  static Stream<Arguments> wrongTokens() {
    return Stream.of(
        wrong("another aud", 403, "request-token-invalid", c -> c.audience("https://x.example")),
        wrong("another site", 403, "request-token-invalid", c -> c.issuer("nobody")),
        wrong("no jti", 403, "request-token-invalid", c -> c.jwtID(null)),
        wrong(
            "too long",
            403,
            "request-token-invalid",
            c -> c.expirationTime(in(c, Duration.ofMinutes(6)))),
        wrong(
            "expired",
            403,
            "request-token-expired",
            c ->
                c.issueTime(in(c, Duration.ofMinutes(-5)))
                    .expirationTime(in(c, Duration.ofMinutes(3)))),
        wrong("another origin", 403, "origin-not-allowed", c -> c.claim("origin", NORTH_ORIGIN)),
        wrong(
            "another body",
            403,
            "request-altered",
            c -> c.claim(RequestToken.BODY, RequestToken.digest("{}"))));
  }

  private static Arguments wrong(
      String what, int status, String code, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, status, code, change);
  }

  private static Date in(JWTClaimsSet.Builder claims, Duration time) {
    return Date.from(claims.build().getIssueTime().toInstant().plus(time));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTokens")
  void refusalIsAProblemThatPagesOfTheSitesCanReadAndThatIsAudited(
      String what, int status, String code, UnaryOperator<JWTClaimsSet.Builder> change) {
    var body = user("dingeast00000001", "wangfang");
    var audited = count("select count(*) from audit_entry where action = 'request.accept'");
    var stored = count("select count(*) from request");

    var answer = post(Signing.byEast(change.apply(claims(body))), EAST_ORIGIN, body);

    refused(answer, status, code);
    answer.header(ALLOW_ORIGIN, EAST_ORIGIN);
    assertThat(count("select count(*) from audit_entry where action = 'request.accept'"))
        .isEqualTo(audited + 1);
    assertThat(count("select count(*) from request")).isEqualTo(stored);
  }

  @Test
  void originsMustAgree() {
    var body = user("dingeast00000001", "wangfang");

    var stranger = post(Signing.byEast(claims(body)), "https://evil.example", body);
    refused(stranger, 403, "origin-not-allowed");
    stranger.header(ALLOW_ORIGIN, (String) null);
    var other = post(Signing.byEast(claims(body)), NORTH_ORIGIN, body);
    refused(other, 403, "origin-not-allowed");
    other.header(ALLOW_ORIGIN, NORTH_ORIGIN);
    refused(
        bare()
            .header("Authorization", "DingGate-Request " + Signing.byEast(claims(body)))
            .body(body)
            .post(PATH)
            .then(),
        403,
        "origin-not-allowed");
  }

  @Test
  void everyByteOfTheBodyIsFixed() {
    var body = message("wangfang", "hello");
    for (var altered :
        List.of(
            body.replace("hello", "hallo"),
            body.replace("wangfang", "liwei"),
            body.replace("dingeast00000001", "dingnorth0000001"),
            body + " ",
            body.substring(1),
            "")) {
      refused(post(Signing.byEast(claims(body)), EAST_ORIGIN, altered), 403, "request-altered");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "4711",
        "{}",
        "{\"kind\":\"film\"}",
        "{\"kind\":\"user\"}",
        "{\"kind\":\"user\",\"user\":{\"corp\":\"a b\",\"userId\":\"x\"}}",
        "{\"kind\":\"user\",\"user\":{\"corp\":\"dingeast00000001\",\"userId\":\"x\"},\"x\":1}",
        "{\"kind\":\"user\",\"user\":{\"corp\":\"d\",\"userId\":\"x\"},\"user\":{\"corp\":\"d\",\"userId\":\"y\"}}",
        "{\"kind\":\"user\",\"user\":{\"corp\":\"d\",\"userId\":\"x\"}} {}",
        "{\"kind\":\"departments\",\"parent\":{\"corp\":\"d\",\"departmentId\":0}}",
        "{\"kind\":\"message\",\"message\":{\"recipients\":[],\"content\":{\"type\":\"text\",\"content\":\"x\"}}}"
      })
  void signedBodyThatIsNoRequestIsAValidationProblem(String body) {
    refused(post(Signing.byEast(claims(body)), EAST_ORIGIN, body), 400, "validation");
  }

  @Test
  void violationsAreNamedWithTheirPlace() {
    var body = message("wangfang", "");
    post(Signing.byEast(claims(body)), EAST_ORIGIN, body)
        .statusCode(400)
        .body("violations[0].path", equalTo("message.content.content"));
    var deep = "{\"kind\":".repeat(5_000);
    refused(post(Signing.byEast(claims(deep)), EAST_ORIGIN, deep), 400, "validation");
    var utf16 = user("dingeast00000001", "wangfang").getBytes(StandardCharsets.UTF_16LE);
    refused(postBytes(utf16), 400, "validation");
    refused(postBytes(new byte[] {'"', (byte) 0xff, '"'}), 400, "validation");
  }

  private ValidatableResponse postBytes(byte[] body) {
    var claims = claims("").claim(RequestToken.BODY, RequestToken.digest(body));
    return from(EAST_ORIGIN)
        .header("Authorization", "DingGate-Request " + Signing.byEast(claims))
        .body(body)
        .post(PATH)
        .then();
  }

  @Test
  void tooLargeBodyIsRefusedReadably() {
    for (var size : List.of(RequestToken.MAX_BODY_BYTES + 1, 2 * 1024 * 1024 + 1)) {
      var body = "x".repeat(size);
      var answer = post(Signing.byEast(claims(body)), EAST_ORIGIN, body);
      refused(answer, 413, "body-too-large");
      answer.header(ALLOW_ORIGIN, EAST_ORIGIN);
    }
  }

  @Test
  void requestIsTakenOnce() {
    var body = user("dingeast00000001", "wangfang");
    var claims = claims(body);
    var again = Signing.claims(east.clientId(), EAST_ORIGIN, body + " ", clock.instant());

    post(Signing.byEast(claims), EAST_ORIGIN, body).statusCode(202);

    refused(post(Signing.byEast(claims), EAST_ORIGIN, body), 409, "request-token-used");
    refused(
        post(Signing.byEast(again.jwtID(id(claims))), EAST_ORIGIN, body + " "),
        409,
        "request-token-used");
    var norths = Signing.claims(north.clientId(), NORTH_ORIGIN, body, clock.instant());
    post(Signing.byNorth(norths.jwtID(id(claims))), NORTH_ORIGIN, body).statusCode(202);
  }

  @Test
  void fiftyAtOnceAreTakenOnce() throws ExecutionException, InterruptedException {
    var body = user("dingeast00000001", "wangfang");
    var claims = claims(body);
    var token = Signing.byEast(claims);
    var calls = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 50; i++) {
        calls.add(threads.submit(() -> post(token, EAST_ORIGIN, body).extract().statusCode()));
      }
    }
    var statuses = new ArrayList<Integer>();
    for (var call : calls) {
      statuses.add(call.get());
    }

    assertThat(statuses).containsOnly(202, 409).containsOnlyOnce(202);
    result(east, id(claims));
    assertThat(items(east).stream().filter(item -> id(claims).equals(item.get("request"))))
        .hasSize(1);
  }

  @Test
  void requestTokenAndAccessTokenDoNotStandInForEachOther() {
    var body = user("dingeast00000001", "wangfang");
    var token = Signing.byEast(claims(body));

    refused(
        from(EAST_ORIGIN)
            .header("Authorization", "Bearer " + SiteCaller.token(east))
            .body(body)
            .post(PATH)
            .then(),
        403,
        "request-token-invalid");
    for (var scheme : List.of("DingGate-Request ", "Bearer ")) {
      given()
          .header("Authorization", scheme + token)
          .get("/api/v1/directory/corps")
          .then()
          .statusCode(401);
    }
    refused(from(EAST_ORIGIN).body(body).post(PATH).then(), 403, "request-token-invalid");
  }

  @Test
  void otherMethodsAndMediaTypesAreRefusedReadably() {
    var body = user("dingeast00000001", "wangfang");
    var token = "DingGate-Request " + Signing.byEast(claims(body));

    var type =
        given()
            .header("Origin", EAST_ORIGIN)
            .header("Authorization", token)
            .contentType("text/plain")
            .body(body)
            .post(PATH)
            .then();
    refused(type, 415, "unsupported-media-type");
    type.header(ALLOW_ORIGIN, EAST_ORIGIN);
    var method = from(EAST_ORIGIN).get(PATH).then();
    refused(method, 405, "method-not-allowed");
    method.header(ALLOW_ORIGIN, EAST_ORIGIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {EAST_ORIGIN, NORTH_ORIGIN})
  void preflightAdmitsTheOriginsOfAllSites(String origin) {
    preflight(origin)
        .statusCode(204)
        .header(ALLOW_ORIGIN, origin)
        .header("Access-Control-Allow-Methods", "POST")
        .header("Access-Control-Allow-Headers", "authorization, content-type")
        .header("Access-Control-Max-Age", "600")
        .header("Access-Control-Allow-Credentials", (String) null)
        .header("Vary", "Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "https://evil.example",
        "http://localhost",
        "http://localhost:8081.evil.example",
        "http://localhost:8081/",
        "HTTP://LOCALHOST:8081"
      })
  void preflightAdmitsNobodyElse(String origin) {
    preflight(origin)
        .statusCode(204)
        .header(ALLOW_ORIGIN, (String) null)
        .header("Access-Control-Allow-Methods", (String) null)
        .header("Vary", "Origin");
  }

  @Test
  void nothingElseOfTheServiceIsForOtherOrigins() {
    for (var endpoint : Endpoints.all()) {
      var path = endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("[{][^}]*[}]", "x");
      if (!path.equals(PATH)) {
        for (var method : List.of("OPTIONS", endpoint.substring(0, endpoint.indexOf(' ')))) {
          var answer =
              from(EAST_ORIGIN)
                  .header("Access-Control-Request-Method", "POST")
                  .redirects()
                  .follow(false)
                  .request(method, path);
          assertThat(answer.headers().asList())
              .as(method + " " + path)
              .noneMatch(
                  header ->
                      header.getName().toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
      }
    }
    for (var path : List.of(PATH + "x", PATH + "/x", "/", "/api/v1")) {
      assertThat(preflight(EAST_ORIGIN, path).extract().header(ALLOW_ORIGIN)).as(path).isNull();
    }
  }

  /** Last, as it spends what the audit takes of one kind of refusal in a minute. */
  @Order(Integer.MAX_VALUE)
  @Test
  void rubbishNeverBreaksAnything() {
    var random = Randomly.forPurpose("random requests of frontends");
    var count = Randomly.count("random requests of frontends", 60, 1_000);
    var good = Signing.byEast(claims("{}"));
    for (var i = 0; i < count; i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      var part = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      var at = random.nextInt(good.length());
      var token =
          switch (i % 4) {
            case 0 -> part + "." + part + "." + part;
            case 1 -> good.substring(0, at) + "A" + good.substring(Math.min(at + 1, good.length()));
            case 2 -> good.substring(0, at);
            default ->
                Signing.byEast(claims("").claim(RequestToken.BODY, RequestToken.digest(bytes)));
          };
      var answer =
          from(EAST_ORIGIN)
              .header("Authorization", "DingGate-Request " + token)
              .body(bytes)
              .post(PATH);

      assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 403);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void neitherTokenNorBodyIsLogged() {
    var lines = new Lines();
    var root = Logger.getLogger("");
    var level = root.getLevel();
    root.addHandler(lines);
    root.setLevel(Level.ALL);
    try {
      var body = message("wangfang", "planted-content");
      var token = Signing.byEast(claims(body).subject("user:planted-subject"));
      post(token, EAST_ORIGIN, body).statusCode(202);
      post(token, EAST_ORIGIN, body).statusCode(409);
      post(token, EAST_ORIGIN, body.replace("content\":\"", "content\":\"x")).statusCode(403);
      post(Signing.byRsa(SiteKeys.rsa("x"), claims(body)), EAST_ORIGIN, body).statusCode(403);
      var invalid = user("dingeast00000001", "planted user");
      post(Signing.byEast(claims(invalid)), EAST_ORIGIN, invalid).statusCode(400);

      await().until(() -> lines.all().stream().anyMatch(line -> line.contains("POST " + PATH)));
      for (var part : token.split("[.]", -1)) {
        assertThat(lines.all()).noneMatch(line -> line.contains(part));
      }
      assertThat(lines.all())
          .noneMatch(line -> line.contains("planted-content"))
          .noneMatch(line -> line.contains("planted user"))
          .noneMatch(line -> line.contains("planted-subject"));
    } finally {
      root.setLevel(level);
      root.removeHandler(lines);
    }
  }

  private JWTClaimsSet.Builder claims(String body) {
    return Signing.claims(east.clientId(), EAST_ORIGIN, body, clock.instant());
  }

  private static String id(JWTClaimsSet.Builder claims) {
    return claims.build().getJWTID();
  }

  private static String user(String corp, String user) {
    return "{\"kind\":\"user\",\"user\":{\"corp\":\"" + corp + "\",\"userId\":\"" + user + "\"}}";
  }

  private static String message(String user, String text) {
    return "{\"kind\":\"message\",\"message\":{\"recipients\":[{\"corp\":\"dingeast00000001\",\"userId\":\""
        + user
        + "\"}],\"content\":{\"type\":\"text\",\"content\":\""
        + text
        + "\"}}}";
  }

  private static ValidatableResponse post(String token, String origin, String body) {
    return from(origin)
        .header("Authorization", "DingGate-Request " + token)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(PATH)
        .then();
  }

  private static RequestSpecification from(String origin) {
    return bare().header("Origin", origin);
  }

  private static RequestSpecification bare() {
    return given().contentType("application/json");
  }

  private static ValidatableResponse preflight(String origin) {
    return preflight(origin, PATH);
  }

  private static ValidatableResponse preflight(String origin, String path) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .options(path)
        .then();
  }

  private static void refused(ValidatableResponse answer, int status, String code) {
    answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("requestId", not(blankOrNullString()))
        .header("Vary", "Origin")
        .header("Cache-Control", startsWith("no-store"));
    assertThat(answer.extract().asString()).doesNotContain("io.dinggate", "Exception", "java.");
  }

  private Map<String, Object> result(World.Site site, String request) {
    await().atMost(Duration.ofSeconds(30)).until(() -> isTold(site, request));
    return items(site).stream()
        .filter(item -> request.equals(item.get("request")))
        .map(RequestsResourceTest::result)
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> result(Map<String, Object> item) {
    return (Map<String, Object>) item.get("result");
  }

  private static boolean isTold(World.Site site, String request) {
    return items(site).stream().anyMatch(item -> request.equals(item.get("request")));
  }

  private static List<Map<String, Object>> changes(World.Site site, String message) {
    return items(site).stream().filter(item -> isOf(item, message)).toList();
  }

  private static boolean isOf(Map<String, Object> item, String message) {
    return message.equals(item.get("message"));
  }

  /** All that is in the feed of the site. */
  private static List<Map<String, Object>> items(World.Site site) {
    var items = new ArrayList<Map<String, Object>>();
    var page = page(site, null, 0);
    var epoch = page.<String>path("epoch");
    List<Map<String, Object>> entries = page.path("entries");
    while (!entries.isEmpty()) {
      entries.forEach(entry -> items.add(item(entry)));
      var last = ((Number) entries.getLast().get("sequence")).longValue();
      entries = page(site, epoch, last).path("entries");
    }
    return items;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> item(Map<String, Object> entry) {
    return (Map<String, Object>) entry.get("item");
  }

  private static Response page(World.Site site, String epoch, long after) {
    var call = SiteCaller.as(site, "feed:read").queryParam("limit", 100).queryParam("wait", 0);
    if (epoch != null) {
      call.queryParam("epoch", epoch).queryParam("after", after);
    }
    return call.get("/api/v1/feed").then().statusCode(200).extract().response();
  }

  private int count(String sql) {
    return reads.query(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
          }
        });
  }

  private static final class Lines extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%s%e");

    List<String> all() {
      return List.copyOf(lines);
    }

    /** All but those of the test's own client. */
    @Override
    public void publish(LogRecord line) {
      if (line.getLoggerName() != null && line.getLoggerName().startsWith("org.apache.http")) {
        return;
      }
      lines.add(text.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

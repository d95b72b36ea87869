package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.TO_ANNA;
import static io.dinggate.local.message.Messages.body;
import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.staff;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClock;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for wrongly, or by somebody who may not. */
@LocalServiceTest
class MessageRulesTest {

  private static final String ANNA = user(People.ANNA);
  private static final String USER_HEADER = "x-authenticated-userid";
  private static final String HELLO = "{\"type\":\"text\",\"content\":\"hello\"}";

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject Told told;

  @BeforeEach
  void freshCloud() {
    told.nothingLeft();
    cloud.reset();
    clock.reset();
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("wrongBodies")
  void wrongBodyIsExplainedByItsPath(String path, String wrong) {
    client()
        .body(wrong)
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("validation"))
        .body("violations.path", hasItem(path));

    assertThat(cloud.count("sendAll")).isZero();
  }

  static Stream<Arguments> wrongBodies() {
    return Stream.of(
        arguments("recipients", body(HELLO)),
        arguments("recipients", "{\"content\":" + HELLO + "}"),
        arguments(
            "recipients",
            text("hi", Stream.generate(() -> ANNA).limit(10001).toArray(String[]::new))),
        arguments("recipients[0]", body(HELLO, "null")),
        arguments("recipients[0]", body(HELLO, "{}")),
        arguments("recipients[0]", body(HELLO, "{\"userId\":\"anna\"}")),
        arguments("recipients[0]", body(HELLO, "{\"corp\":\"ding-example\"}")),
        arguments("recipients[0]", body(HELLO, "{\"tenantId\":\"t\"}")),
        arguments(
            "recipients[1]",
            body(HELLO, ANNA, "{\"corp\":\"c\",\"userId\":\"u\",\"staffId\":\"s\"}")),
        arguments(
            "recipients[1]",
            body(
                HELLO,
                ANNA,
                "{\"corp\":\"c\",\"userId\":\"u\",\"tenantId\":\"t\",\"staffId\":\"s\"}")),
        arguments("recipients[0].userId", body(HELLO, "{\"corp\":\"c\",\"userId\":\"an na\"}")),
        arguments("recipients[0].mobile", body(HELLO, "{\"mobile\":\"139\"}")),
        arguments("recipients[0]", body(HELLO, "{\"departmentId\":5}")),
        arguments(
            "recipients[0]", body(HELLO, "{\"corp\":\"c\",\"userId\":\"u\",\"departmentId\":5}")),
        arguments(
            "recipients[0]",
            body(HELLO, "{\"tenantId\":\"t\",\"staffId\":\"s\",\"departmentId\":5}")),
        arguments("recipients[0].departmentId", body(HELLO, "{\"corp\":\"c\",\"departmentId\":0}")),
        arguments(
            "recipients",
            body(
                HELLO,
                IntStream.rangeClosed(1, 101)
                    .mapToObj(id -> "{\"corp\":\"c\",\"departmentId\":" + id + "}")
                    .toArray(String[]::new))),
        arguments(
            "options.notAfter",
            with(
                "\"options\":{\"notBefore\":\"2026-11-27T08:00:00Z\","
                    + "\"notAfter\":\"2026-11-27T08:00:00Z\"}")),
        arguments("options.priority", with("\"options\":{\"priority\":\"asap\"}")),
        arguments("options.haste", with("\"options\":{\"haste\":true}")),
        arguments(
            "options.repeatable",
            body("{\"type\":\"image\",\"mediaId\":\"@m\"}", ANNA)
                .replace("{\"recipients\"", "{\"options\":{\"repeatable\":true},\"recipients\"")),
        arguments("content", "{\"recipients\":[" + ANNA + "]}"),
        arguments("content", body("{\"content\":\"hello\"}", ANNA)),
        arguments("content", body("{\"type\":\"song\",\"content\":\"hello\"}", ANNA)),
        arguments("content.content", body("{\"type\":\"text\"}", ANNA)),
        arguments("content.content", text("  ", ANNA)),
        arguments(
            "content.bold", body("{\"type\":\"text\",\"content\":\"x\",\"bold\":true}", ANNA)),
        arguments("content", text("你".repeat(700), ANNA)),
        arguments("content.title", body("{\"type\":\"markdown\",\"text\":\"x\"}", ANNA)),
        arguments(
            "content.messageUrl",
            body(
                "{\"type\":\"link\",\"title\":\"t\",\"text\":\"x\",\"messageUrl\":\"javascript:alert(1)\",\"picUrl\":\"@p\"}",
                ANNA)),
        arguments(
            "content.singleUrl",
            body("{\"type\":\"actionCard\",\"markdown\":\"x\",\"singleTitle\":\"Go\"}", ANNA)),
        arguments("content.templateId", body("{\"type\":\"template\",\"variables\":{}}", ANNA)),
        arguments(
            "app",
            text("hello", ANNA).replace("{\"recipients\"", "{\"app\":\"a b\",\"recipients\"")),
        arguments(
            "priority",
            text("hello", ANNA).replace("{\"recipients\"", "{\"priority\":1,\"recipients\"")));
  }

  private static String with(String member) {
    return text("hello", ANNA).replace("{\"recipients\"", "{" + member + ",\"recipients\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{\"recipients\":5}"})
  void bodyThatIsNoMessageIsRefused(String wrong) {
    client()
        .body(wrong)
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a.b", "%E4%BD%A0"})
  void idThatIsNoneIsRefused(String id) {
    client()
        .urlEncodingEnabled(false)
        .body(TO_ANNA)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=many",
        "cursor=there",
        "state=lost",
        "state=SENT",
        "from=yesterday",
        "to=2026-11-27"
      })
  void wrongQueryIsRefused(String query) {
    client()
        .get("/api/v1/messages?" + query)
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  @Test
  void withoutATokenNothingIsSentOrRead() {
    var nobody = as.nobody();

    nobody.body(TO_ANNA).put("/api/v1/messages/" + newId()).then().statusCode(401);
    as.nobody().get("/api/v1/messages/" + newId()).then().statusCode(401);
    as.nobody().get("/api/v1/messages").then().statusCode(401);
    assertThat(cloud.count("sendAll")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other-books", "ben", "{\"account\":\"ben\"}"})
  void headerThatNamesSomebodyElseChangesNothing(String name) {
    var path = "/api/v1/messages/" + newId();
    client().body(TO_ANNA).put(path).then().statusCode(202).body("state", equalTo("queued"));

    client().header(USER_HEADER, name).body(TO_ANNA).put(path).then().statusCode(200);
    client().header(USER_HEADER, name).get(path).then().statusCode(200);
    as.client("other-books", "messages:read")
        .header(USER_HEADER, "books")
        .get(path)
        .then()
        .statusCode(404);
    as.person(People.ANNA)
        .header(USER_HEADER, name)
        .body(text("hello", user(People.BEN)))
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(403);
    told.nothingLeft();
    assertThat(cloud.messages.sent()).hasSize(1);
  }

  @Test
  void clientNeedsTheScopeOfWhatItDoes() {
    as.client("books", "messages:read")
        .body(TO_ANNA)
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(403)
        .body("detail", equalTo("needs an access token with the scope messages:send"));
    var sender = as.client("books", "messages:send");
    sender.get("/api/v1/messages/" + newId()).then().statusCode(403);
    as.client("books", "messages:send").get("/api/v1/messages").then().statusCode(403);
  }

  @Test
  void personSendsToItselfAndReadsIt() {
    var id = newId();

    as.person(People.ANNA)
        .body(TO_ANNA)
        .put("/api/v1/messages/" + id)
        .then()
        .statusCode(202)
        .body("state", equalTo("queued"));
    as.person(People.ANNA).get("/api/v1/messages/" + id).then().statusCode(200);
  }

  @Test
  void personSendsToNobodyElse() {
    refusedToAnna(text("hello", user(People.BEN)));
    refusedToAnna(text("hello", ANNA, user(People.BEN)));
    refusedToAnna(text("hello", user(People.person(People.OTHER_CORP, "anna", "Namesake"))));
    refusedToAnna(text("hello", staff("t", "unbound")));
    assertThat(cloud.count("sendAll")).isZero();
  }

  @Test
  void operatorSendsToOthers() {
    as.person(People.OLGA)
        .body(text("hello", ANNA, user(People.BEN)))
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(202)
        .body("state", equalTo("queued"));
  }

  @Test
  void nobodyReadsAnotherCallersMessages() {
    var id = newId();
    as.person(People.ANNA).body(TO_ANNA).put("/api/v1/messages/" + id).then().statusCode(202);

    as.person(People.BEN).get("/api/v1/messages/" + id).then().statusCode(404);
    as.person(People.OLGA).get("/api/v1/messages/" + id).then().statusCode(404);
    for (var other : List.of("*", "client:books", "user:" + newId())) {
      var query = "?caller=" + other;
      client()
          .get("/api/v1/messages/" + id + query)
          .then()
          .statusCode(other.equals("client:books") ? 404 : 403);
      as.person(People.BEN).get("/api/v1/messages" + query).then().statusCode(403);
      as.person(People.BEN).get("/api/v1/messages/" + id + query).then().statusCode(403);
      as.person(People.BEN)
          .post("/api/v1/messages/" + id + "/cancel" + query)
          .then()
          .statusCode(403);
      as.person(People.BEN)
          .post("/api/v1/messages/" + id + "/recall" + query)
          .then()
          .statusCode(403);
      as.person(People.BEN)
          .get("/api/v1/messages/" + id + "/recipients" + query)
          .then()
          .statusCode(403);
    }
    client().get("/api/v1/messages/" + id).then().statusCode(404);
    as.client("other-books", "messages:read")
        .get("/api/v1/messages")
        .then()
        .statusCode(200)
        .body("items.id", not(hasItem(id)));
  }

  private void refusedToAnna(String body) {
    as.person(People.ANNA)
        .body(body)
        .put("/api/v1/messages/" + newId())
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"))
        .body("detail", startsWith("A signed-in person"));
  }

  private RequestSpecification client() {
    return as.client("books", "messages:send", "messages:read");
  }
}

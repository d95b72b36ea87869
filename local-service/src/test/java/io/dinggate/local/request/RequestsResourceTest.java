package io.dinggate.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestClients;
import io.dinggate.local.testing.TestClock;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.RequestId;
import io.dinggate.model.message.DeliveryState;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for requests, and looking at them. */
@LocalServiceTest
class RequestsResourceTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject TestClock clock;
  @Inject TestDatabase database;
  @Inject FedRequests fed;
  @Inject RequestEvents events;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void begin() {
    clock.reset();
    cloud.reset();
    events.endAll();
    database.run("delete from request");
    TestSigner.install();
  }

  @Test
  void whoeverWaitsIsAnsweredAsSoonAsTheResultIsThere() throws IOException {
    var id = signed(Bodies.USER);
    var answer = get("/api/v1/requests/" + id + "?wait=25");
    await().until(() -> !events.isIdle());
    assertThat(answer).isNotDone();

    fed.tell(id, fed.example(1));

    assertThat(answer.join().body()).contains("\"state\":\"done\"", "王芳");
    await().until(events::isIdle);
  }

  @Test
  void whoeverHasWaitedForLongEnoughIsToldWhereItStands() {
    var id = signed(Bodies.USER);

    var answer = get("/api/v1/requests/" + id + "?wait=1").join();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"state\":\"waiting\"").doesNotContain("doneAt");
    await().until(events::isIdle);
  }

  @Test
  void waitersHoldNoConnectionToTheDatabaseAndAreBounded() throws IOException {
    var id = signed(Bodies.USER);
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var caller = 0; caller < 20; caller++) { // the pool has 16, and a caller 20
      answers.add(get("/api/v1/requests/" + id + "?wait=25"));
    }
    await()
        .until(
            () ->
                as.client(TestClients.BOOKS).get("/api/v1/requests/" + id + "?wait=1").statusCode()
                    == 429);
    as.client(TestClients.BOOKS).get("/api/v1/requests/" + id).then().statusCode(200);

    fed.tell(id, fed.example(1));

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join().body()).contains("\"state\":\"done\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26", "-1", "1.5", "x", "100"})
  void waitHasBounds(String wait) {
    var id = signed(Bodies.USER);

    as.client(TestClients.BOOKS)
        .queryParam("wait", wait)
        .get("/api/v1/requests/" + id)
        .then()
        .statusCode(400)
        .body("violations[0].path", equalTo("wait"));
  }

  @Test
  void listenerIsToldThatItWaitsAndThatItIsOver() {
    var id = signed(Bodies.MESSAGE);
    var answer =
        http.sendAsync(
            request("/api/v1/requests/" + id + "/events"), HttpResponse.BodyHandlers.ofLines());
    var lines = new ArrayList<String>();
    var end = answer.thenAcceptAsync(response -> response.body().forEach(lines::add));
    await().until(() -> List.copyOf(lines).stream().anyMatch(line -> line.contains("waiting")));
    assertThat(answer.join().headers().firstValue("X-Accel-Buffering")).hasValue("no");

    fed.tell(id, fed.taken(id, 1, DeliveryState.QUEUED));

    await().until(end::isDone);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("data:"))
        .containsExactly(
            "data:{\"id\":\"" + id + "\",\"state\":\"waiting\",\"closed\":false}",
            "data:{\"id\":\"" + id + "\",\"state\":\"done\",\"closed\":true}");
    assertThat(lines).filteredOn(line -> line.equals("event:changed")).hasSize(2);
  }

  @Test
  void listsAreTheCallersOwnPartByPart() {
    var first = signed(Bodies.USER);
    var second = signed(Bodies.MESSAGE);
    var third = signed(Bodies.DEPARTMENTS);

    var next =
        as.client(TestClients.BOOKS)
            .get("/api/v1/requests?limit=2")
            .then()
            .statusCode(200)
            .body("items.id", contains(third.value(), second.value()))
            .body("items.kind", contains("departments", "message"))
            .body("items[0].caller", nullValue())
            .extract()
            .<String>path("next");
    as.client(TestClients.BOOKS)
        .get("/api/v1/requests?limit=2&cursor=" + next)
        .then()
        .body("items.id", contains(first.value()))
        .body("next", nullValue());
    as.client(TestClients.OTHER_BOOKS).get("/api/v1/requests").then().body("items", hasSize(0));
  }

  @Test
  void programSeesOnlyTheKindsThatItsTokenMayAskFor() {
    var user = signed(Bodies.USER);
    var message = signed(Bodies.MESSAGE);

    as.client(TestClients.BOOKS, "messages:send")
        .get("/api/v1/requests")
        .then()
        .body("items.id", contains(message.value()));
    as.client(TestClients.BOOKS, "messages:send")
        .get("/api/v1/requests/" + user)
        .then()
        .statusCode(403)
        .body("detail", equalTo("needs an access token with the scope users:read"));
    as.client(TestClients.BOOKS, "messages:send")
        .get("/api/v1/requests/" + user + "/events")
        .then()
        .statusCode(403);
  }

  @Test
  void operatorsLookAfterTheRequestsOfAll() {
    var id = signed(Bodies.USER);

    as.person(People.OLGA)
        .get("/api/v1/requests?caller=*&limit=100")
        .then()
        .body("items.find { it.id == '" + id + "' }.caller", equalTo("client:books"));
    as.person(People.OLGA)
        .get("/api/v1/requests/" + id + "?caller=client:books")
        .then()
        .statusCode(200);
    as.person(People.OLGA).get("/api/v1/requests/" + id).then().statusCode(404);
    as.person(People.ANNA)
        .get("/api/v1/requests/" + id + "?caller=client:books")
        .then()
        .statusCode(403);
    as.person(People.ANNA).get("/api/v1/requests?caller=*").then().statusCode(403);
    as.client(TestClients.BOOKS, "operator", "users:read")
        .get("/api/v1/requests?caller=*")
        .then()
        .body("items.id", hasItem(id.value()));
  }

  @Test
  void nobodyIsKeptWaitingByAnotherReplicasEnd() {
    var id = signed(Bodies.USER);
    var answer = get("/api/v1/requests/" + id + "?wait=25");
    await().until(() -> !events.isIdle());

    events.endAll();

    assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join().body())
        .contains("\"state\":\"waiting\"");
  }

  private RequestId signed(String body) {
    return fed.signed(as.client(TestClients.BOOKS), body);
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(site.resolve(path))
        .timeout(Duration.ofSeconds(40))
        .header("Authorization", AccessToken.ofClient(TestClients.BOOKS))
        .build();
  }
}

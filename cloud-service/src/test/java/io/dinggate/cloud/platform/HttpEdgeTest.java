package io.dinggate.cloud.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.cloud.testing.CloudWorld;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request meets before a feature does. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class HttpEdgeTest {

  private static final String ACCESS_LOG = "io.quarkus.http.access-log";

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Test
  void accessLogHasPathAndRequestIdButNoQuery() {
    var lines = new Lines();
    Logger.getLogger(ACCESS_LOG).addHandler(lines);
    try {
      var requestId =
          given()
              .queryParam("code", "planted-code")
              .get("/no/such/path")
              .then()
              .statusCode(404)
              .extract()
              .header("x-request-id");

      await().until(() -> lines.all().stream().anyMatch(line -> line.contains(requestId)));
      assertThat(lines.all()).anyMatch(line -> line.contains("GET /no/such/path"));
      assertThat(lines.all()).noneMatch(line -> line.contains("planted-code"));
    } finally {
      Logger.getLogger(ACCESS_LOG).removeHandler(lines);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/no/such/path",
        "/api/v1/messages/m-1",
        "/api/v1/media/other",
        "/api/v1/media/../messages",
        "/api/v1/mediax"
      })
  void largeBodyIsRefusedWithAProblem(String path) {
    given()
        .contentType("application/json")
        .body(new byte[2 * 1024 * 1024 + 1])
        .post(path)
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("body-too-large"));
  }

  @Test
  void filesMayBeLargerAndHaveALimitAllTheSame() {
    given()
        .contentType("application/octet-stream")
        .body(new byte[2 * 1024 * 1024 + 1])
        .post("/api/v1/media")
        .then()
        .statusCode(401);
    given()
        .contentType("application/octet-stream")
        .body(new byte[20 * 1024 * 1024 + 64 * 1024 + 1])
        .post("/api/v1/media")
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("code", equalTo("body-too-large"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"q/health", "q/health/ready", "q/metrics", "q/openapi"})
  void whatIsForOperatorsIsOnTheManagementPortOnly(String path) {
    given().get("/" + path).then().statusCode(404);
    given().get(management.resolve("/" + path)).then().statusCode(200);
  }

  private static final class Lines extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> all() {
      return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

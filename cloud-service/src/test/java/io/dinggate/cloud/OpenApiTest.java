package io.dinggate.cloud;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.site.Endpoints;
import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.model.request.RequestBody;
import io.dinggate.platform.openapi.DocumentRules;
import io.dinggate.platform.openapi.OpenApiSnapshot;
import io.dinggate.platform.openapi.RealExamples;
import io.dinggate.platform.openapi.UndocumentedProblems;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.io.IOException;
import java.net.URL;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The API's description: agreed upon, complete and true. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class OpenApiTest {

  /** For DingTalk and for browsers on their way back from it. */
  private static final Set<String> NOT_FOR_SITES =
      Set.of("POST /dingtalk/apps/{app}/events", "GET /login/callback", "HEAD /login/callback");

  @TestHTTPResource(value = "/openapi", management = true)
  URL address;

  Sandbox sandbox;

  @Inject ObjectMapper json;
  @Inject Validator validator;

  @Test
  void theApiIsWhatWasAgreedUpon() throws IOException {
    OpenApiSnapshot.compare(served("yaml"));
  }

  @Test
  void everythingIsDescribed() throws IOException {
    DocumentRules.assertComplete(document());
  }

  @Test
  void examplesAreWhatIsTakenAndAnswered() throws IOException {
    RealExamples.check(document(), Endpoints.methods(), json, validator);
  }

  /** The service reads these bodies by hand, so the types of its methods say nothing of them. */
  @Test
  void examplesOfRequestsAreTaken() throws IOException {
    var examples =
        document()
            .at("/paths/~1api~1v1~1requests/post/requestBody/content/application~1json/examples");

    assertThat(examples).hasSize(3);
    for (var example : examples) {
      var read = json.readValue(example.path("value").toString(), RequestBody.class);
      assertThat(validator.validate(read)).isEmpty();
    }
  }

  @Test
  void ourEndpointsAreDescribedAndNothingElse() throws IOException {
    var ours = new TreeSet<>(Endpoints.all());
    ours.removeAll(NOT_FOR_SITES);
    assertThat(DocumentRules.operations(document()).keySet()).isEqualTo(ours);
  }

  @Test
  void problemsOfAllTestsAreLookedUp() {
    var before = UndocumentedProblems.lookedUp();
    SiteCaller.as(sandbox.world().site("east"))
        .get("/api/v1/messages/never-sent")
        .then()
        .statusCode(404);

    assertThat(UndocumentedProblems.lookedUp()).isGreaterThan(before);
  }

  private JsonNode document() throws IOException {
    return json.readTree(served("json"));
  }

  private String served(String format) {
    return given()
        .queryParam("format", format)
        .get(address)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}

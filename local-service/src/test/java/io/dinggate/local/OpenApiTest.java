package io.dinggate.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.testing.Endpoints;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.platform.openapi.DocumentRules;
import io.dinggate.platform.openapi.OpenApiSnapshot;
import io.dinggate.platform.openapi.RealExamples;
import io.dinggate.platform.openapi.UndocumentedProblems;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The API's description: agreed upon, complete and true. */
@LocalServiceTest
class OpenApiTest {

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

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

  @Test
  void ourEndpointsAreDescribedAndNothingElse() throws IOException {
    var ours = new TreeSet<>(Endpoints.all());
    ours.removeIf(endpoint -> endpoint.startsWith("HEAD ")); // never do anything
    assertThat(DocumentRules.operations(document()).keySet()).isEqualTo(ours);
  }

  /** With a session, on every path there is. */
  @Test
  void whateverChangesSomethingSaysThatItWantsJson() throws IOException {
    var unsafe = new TreeMap<>(DocumentRules.operations(document()));
    unsafe.keySet().removeIf(name -> name.startsWith("GET ") || !name.contains(" /api/"));
    assertThat(unsafe).isNotEmpty();
    assertThat(unsafe)
        .allSatisfy(
            (name, operation) ->
                assertThat(DocumentRules.codes(operation)).contains("unsupported-media-type"));
  }

  @Test
  void problemsOfAllTestsAreLookedUp() {
    var before = UndocumentedProblems.lookedUp();
    given().get("/api/v1/me").then().statusCode(401);

    assertThat(UndocumentedProblems.lookedUp()).isGreaterThan(before);
  }

  private JsonNode document() throws IOException {
    return json.readTree(served("json"));
  }

  private String served(String format) {
    return given()
        .queryParam("format", format)
        .get("http://localhost:" + managementPort + "/q/openapi")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}

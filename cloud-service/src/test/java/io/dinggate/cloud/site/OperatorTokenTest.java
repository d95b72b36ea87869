package io.dinggate.cloud.site;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators and sites are kept apart from the token on. */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class OperatorTokenTest {

  Sandbox sandbox;
  CloudWorld world;

  @Test
  void operatorIsGivenTheOneScopeThatIsForOperators() {
    OperatorCaller.tokenFor("").then().statusCode(200).body("scope", equalTo("operator"));
    OperatorCaller.tokenFor("operator").then().statusCode(200).body("scope", equalTo("operator"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"logins", "messages:send", "feed:read", "operator feed:read", "users:read"})
  void operatorIsGivenNothingOfTheSites(String scope) {
    OperatorCaller.tokenFor(scope).then().statusCode(400).body("error", equalTo("invalid_scope"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "operator feed:read"})
  void noSiteIsGivenTheScopeOfOperators(String scope) {
    var site = sandbox.world().site("east");
    given()
        .auth()
        .preemptive()
        .basic(site.clientId(), site.clientSecret())
        .formParams(Map.of("grant_type", "client_credentials", "scope", scope))
        .post("/oauth2/token")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_scope"));
  }

  @Test
  void operatorWhoHasLeftTheRegistryIsRefusedAlthoughTheTokenStillHolds() throws IOException {
    var before = Files.readString(world.registryFile());
    var token = OperatorCaller.token();
    try {
      Files.writeString(world.registryFile(), before.substring(0, before.indexOf("operators:")));
      await()
          .untilAsserted(
              () ->
                  given()
                      .auth()
                      .oauth2(token)
                      .get("/api/v1/operator/feeds")
                      .then()
                      .statusCode(401)
                      .body("code", equalTo("unauthenticated")));
      OperatorCaller.tokenFor("").then().statusCode(401);
    } finally {
      Files.writeString(world.registryFile(), before);
      await().until(() -> OperatorCaller.tokenFor("").statusCode() == 200);
    }
  }
}

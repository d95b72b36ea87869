package io.dinggate.cloud.registry;

import static io.dinggate.cloud.testing.Apps.EAST_SITE;
import static io.dinggate.cloud.testing.Apps.NORTH_SITE;
import static io.dinggate.cloud.testing.Apps.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class FileRegistryTest {

  @Inject FileRegistry registry;

  CloudWorld world;
  Sandbox sandbox;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  private String original;

  @BeforeEach
  void rememberTheFile() throws IOException {
    original = Files.readString(world.registryFile());
  }

  @AfterEach
  void putTheFileBack() throws IOException {
    change(original);
  }

  @Test
  void changedFileIsInForceWithoutARestart() throws IOException {
    assertThat(registry.snapshot().site(NORTH_SITE)).isPresent();

    change(original.substring(0, original.indexOf("  - id: north")));

    assertThat(registry.snapshot().site(NORTH_SITE)).isEmpty();
    assertThat(registry.snapshot().site(EAST_SITE)).isPresent();
  }

  @Test
  void siteThatLeavesIsOutAtOnceWithTheTokenThatItUses() throws IOException {
    var token = SiteCaller.token(sandbox.world().site(NORTH_SITE.value()));
    assertThat(corps(token).statusCode()).isEqualTo(200);
    assertThat(corps(token).statusCode()).isEqualTo(200);

    change(original.substring(0, original.indexOf("  - id: north")));

    var answer = corps(token);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.<String>path("code")).isEqualTo("site-unknown");
  }

  @Test
  void unchangedFileIsTheSameSnapshot() {
    var before = registry.snapshot();

    registry.refresh();

    assertThat(registry.snapshot()).isSameAs(before);
  }

  @Test
  void fileThatTurnsBadChangesNothingAndShows() throws IOException {
    var before = registry.snapshot();

    change(original.replace("kind: suite", "kind: dog"));

    assertThat(registry.snapshot()).isSameAs(before);
    assertThat(health())
        .contains("\"status\":\"UP\"", "\"state\":\"warning\"", "apps[0].kind")
        .doesNotContain("dog");
    assertThat(metrics()).containsPattern("dinggate_registry_faults 1\\.0");

    change(original);

    assertThat(health()).contains("\"state\":\"ok\"");
    assertThat(metrics()).containsPattern("dinggate_registry_faults 0\\.0");
  }

  @Test
  void fileThatGoesAwayAndComesBackIsReadAgain() throws IOException {
    Files.delete(world.registryFile());
    registry.refresh();
    assertThat(registry.faults()).isNotEmpty();
    assertThat(registry.snapshot().app(SUITE)).isPresent();

    change(original);

    assertThat(registry.faults()).isEmpty();
  }

  @Test
  void changedSecretFileIsReadAgain() throws IOException {
    var secret = world.registryFile().resolveSibling("suite.secret");
    Files.writeString(secret, "first\n");
    var inline = "client-secret: suite-demo-secret-0001";
    assertThat(original).contains(inline);
    change(original.replace(inline, "client-secret-file: suite.secret"));
    assertThat(suiteSecret()).isEqualTo("first");

    Files.writeString(secret, "second\n");
    registry.refresh();

    assertThat(suiteSecret()).isEqualTo("second");
  }

  private static Response corps(String token) {
    return RestAssured.given().auth().oauth2(token).get("/api/v1/directory/corps");
  }

  private String suiteSecret() {
    return registry.snapshot().app(SUITE).orElseThrow().clientSecret();
  }

  private void change(String text) throws IOException {
    Files.writeString(world.registryFile(), text);
    registry.refresh();
  }

  private String health() {
    return RestAssured.get(management + "health/ready").asString().replaceAll("\\s", "");
  }

  private String metrics() {
    return RestAssured.get(management + "metrics").asString();
  }
}

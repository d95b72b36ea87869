package io.dinggate.local.platform;

import static io.dinggate.local.testing.People.ANNA;
import static io.dinggate.local.testing.People.OLGA;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.AccessToken;
import io.dinggate.local.testing.Browser;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.SignIn;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class ClientsTest {

  @Inject Clients clients;
  @Inject FakeCloud cloud;
  @Inject SignIn signIn;

  @ConfigProperty(name = "dinggate.clients-file")
  Path file;

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

  private String before;

  @BeforeEach
  void keep() throws IOException {
    cloud.reset();
    before = Files.readString(file);
  }

  @AfterEach
  void restore() throws IOException {
    change(before);
  }

  @Test
  void aClientThatLeavesTheFileIsOutAtOnceWithItsToken() throws IOException {
    var token = AccessToken.withScope("users:read");
    assertThat(search(token)).isEqualTo(200);
    change(before.replace("id: users-read", "id: renamed"));
    assertThat(search(token)).isEqualTo(401);
  }

  @Test
  void aScopeThatIsTakenAwayIsGoneFromTokensThatHaveIt() throws IOException {
    var token = AccessToken.withScope("users:read");
    assertThat(search(token)).isEqualTo(200);
    change(before.replace("scopes: ['users:read']", "scopes: ['feed:read']"));
    assertThat(search(token)).isEqualTo(403);
    change(before);
    assertThat(search(token)).isEqualTo(200);
  }

  @Test
  void aNewOperatorIsOneAtTheNextRequest() throws IOException {
    var anna = signIn.browserOf(ANNA);
    var olga = signIn.browserOf(OLGA);
    assertThat(isOperator(anna)).isFalse();
    change(before.replace("user-id: olga", "user-id: anna"));
    assertThat(isOperator(anna)).isTrue();
    assertThat(isOperator(olga)).isFalse();
  }

  @Test
  void aFaultyFileChangesNothingAndTurnsHealthToAWarning() throws IOException {
    change(before + "nonsense: true\n");
    assertThat(clients.find("users-read")).isPresent();
    assertThat(clients.faults()).containsExactly("nonsense: is not known");
    given()
        .get(URI.create("http://localhost:" + managementPort + "/q/health/ready"))
        .then()
        .statusCode(200)
        .body(
            "checks.find { it.name == 'clients file' }.data.warning",
            Matchers.containsString("nonsense"));
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws IOException {
    Files.delete(file);
    clients.reread();
    assertThat(clients.find("users-read")).isPresent();
    assertThat(clients.faults()).isNotEmpty();
    change(before);
    assertThat(clients.faults()).isEmpty();
  }

  private void change(String yaml) throws IOException {
    Files.writeString(file, yaml);
    clients.reread();
  }

  private static boolean isOperator(Browser browser) {
    return browser.request().get("/api/v1/me").path("operator");
  }

  private static int search(String token) {
    return given()
        .header("Authorization", token)
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/users/search")
        .statusCode();
  }
}

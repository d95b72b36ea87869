package io.dinggate.cloud;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dinggate.cloud.testing.CloudWorld;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The API as it is served is the one that is checked in, so that no change to it is an accident.
 */
@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class OpenApiSnapshotTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path CHECKED_IN = Path.of("src/main/openapi/cloud.yaml");
  private static final Path SERVED = Path.of("target/openapi/cloud.yaml");

  @TestHTTPResource(value = "/openapi", management = true)
  URL address;

  @Test
  void servedDocumentIsTheOneThatIsCheckedIn() throws IOException {
    var served = given().get(address).then().statusCode(200).extract().asString();
    Files.createDirectories(SERVED.getParent());
    Files.writeString(SERVED, served);

    assertThat(YAML.readTree(served))
        .as("a change that is meant is taken over by copying %s to %s", SERVED, CHECKED_IN)
        .isEqualTo(YAML.readTree(Files.readString(CHECKED_IN)));
  }
}

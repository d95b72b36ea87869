package io.dinggate.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.local.testing.Endpoints;
import io.dinggate.local.testing.LocalServiceTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * The API as the site's developers see it changes only on purpose: after such a change run this
 * test with {@code -Dopenapi.update=true} and commit the file.
 */
@LocalServiceTest
class OpenApiSnapshotTest {

  private static final Path SNAPSHOT = Path.of("src/test/resources/openapi.yaml");

  /** The generator puts members in no particular order. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

  @Test
  void theApiIsWhatWasAgreedUpon() throws IOException {
    var document = YAML.writeValueAsString(YAML.readValue(document(), Object.class));
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(SNAPSHOT, document);
    }
    assertThat(document).isEqualTo(Files.readString(SNAPSHOT));
  }

  @Test
  void theDocumentNamesOurEndpointsAndNothingElse() {
    var paths = given().get(url("json")).<Map<String, Map<String, ?>>>path("paths");
    var documented =
        paths.entrySet().stream()
            .flatMap(path -> path.getValue().keySet().stream().map(verb -> verb + path.getKey()))
            .collect(Collectors.toSet());
    var ours =
        Endpoints.all().stream()
            .filter(endpoint -> endpoint.contains(" /api/"))
            .map(endpoint -> endpoint.split(" ", 2))
            .map(endpoint -> endpoint[0].toLowerCase(Locale.ROOT) + endpoint[1])
            .toList();
    assertThat(documented).containsAll(ours);
    assertThat(documented).filteredOn(path -> path.contains("/api/")).hasSameSizeAs(ours);
  }

  private String document() {
    return given().get(url("yaml")).then().statusCode(200).extract().body().asString();
  }

  private URI url(String format) {
    return URI.create("http://localhost:" + managementPort + "/q/openapi?format=" + format);
  }
}

package io.dinggate.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The API as its callers know it, so that no change to it is an accident. One that is meant is
 * taken over by running the test with {@code -Dopenapi.update=true}.
 */
public final class OpenApiSnapshot {

  /** Where each service keeps the document, from the folder of its module. */
  public static final Path FILE = Path.of("src/test/resources/openapi.yaml");

  /** The scan puts members in no particular order. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private OpenApiSnapshot() {}

  /** Fails unless {@code served}, in YAML, is the document that is checked in. */
  public static void compare(String served) throws IOException {
    var document = YAML.writeValueAsString(YAML.readValue(served, Object.class));
    if (Boolean.getBoolean("openapi.update")) {
      Files.writeString(FILE, document);
    }
    assertThat(document)
        .as("a change that is meant is taken over by -Dopenapi.update=true")
        .isEqualTo(Files.readString(FILE));
  }
}

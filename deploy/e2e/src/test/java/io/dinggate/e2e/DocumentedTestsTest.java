package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the documents name as proof are there. */
class DocumentedTestsTest {

  private static final Path ROOT = Path.of("..", "..");

  /**
   * For example {@code `LoginGuardsTest`} or {@code `ReturnToTest.nothingLeadsToTheStart`}. Further
   * methods of the class may follow, a comma before each.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "`([A-Z][A-Za-z]+(?:Test|IT))(?:[.]([a-z][A-Za-z0-9]+))?`((?:, `[a-z][A-Za-z0-9]+`)*)");

  private static final Pattern FURTHER = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/docs/architecture.md",
        "deploy/docs/moving-from-dingtalkoauth.md",
        "deploy/docs/threat-model.md"
      })
  void everyTestThatADocumentNamesExists(String document) throws IOException {
    var sources = testSources();
    var softly = new SoftAssertions();
    var named = NAMED.matcher(Files.readString(ROOT.resolve(document)));
    while (named.find()) {
      var source = sources.get(named.group(1));
      softly.assertThat(source).as(named.group()).isNotNull();
      if (source != null) {
        for (var method : methods(named.toMatchResult())) {
          softly.assertThat(source).as(named.group()).contains(" " + method + "(");
        }
      }
    }
    softly.assertAll();
  }

  private static List<String> methods(MatchResult named) {
    var first = Stream.ofNullable(named.group(2));
    var further = FURTHER.matcher(named.group(3)).results().map(result -> result.group(1));
    return Stream.concat(first, further).toList();
  }

  /** By class name; those of one name in two modules stand one behind the other. */
  private static Map<String, String> testSources() throws IOException {
    var sources = new HashMap<String, String>();
    for (var module : new String[] {"common-model", "cloud-service", "local-service", "deploy"}) {
      try (var files = Files.walk(ROOT.resolve(module))) {
        for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (file.toString().contains("src" + File.separator + "test")) {
            var name = file.getFileName().toString().replace(".java", "");
            sources.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }
}

package io.dinggate.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.platform.PageLanguage;
import io.dinggate.model.problem.ErrorCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTextsTest {

  private static final Path RESOURCES = Path.of("src/main/resources");

  /** How the keys begin that scripts hold in tables and ask for later. */
  private static final String KEPT_IN_TABLES =
      "state|explain|what|outlook|act|sure|done|fact|type|option|fault|field";

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyTextIsThereInEachLanguage(String language) throws IOException {
    var texts = load("/messages/text_" + language + ".properties");
    var keys =
        Arrays.stream(ConsoleTexts.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(texts.stringPropertyNames()).isEqualTo(keys);
    assertThat(texts.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
  }

  @Test
  void bothLanguagesLeaveTheSamePlacesOpen() throws IOException {
    var chinese = load("/messages/text_zh.properties");
    var english = load("/messages/text_en.properties");

    assertThat(english.stringPropertyNames())
        .allSatisfy(
            key ->
                assertThat(matches("%\\d", english.getProperty(key)))
                    .as(key)
                    .isEqualTo(matches("%\\d", chinese.getProperty(key))));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyProblemHasAChineseTitleAndRemedy(ErrorCode code) throws IOException {
    var text = load("/messages/problems_zh.properties").getProperty(code.wire());

    assertThat(text).matches("[^|]*\\p{IsHan}[^|]*\\|[^|]*\\p{IsHan}[^|]*");
    assertThat(ProblemTexts.in(PageLanguage.CHINESE))
        .filteredOn(problem -> problem.code().equals(code.wire()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.title() + "|" + problem.remedy()).isEqualTo(text));
  }

  @Test
  void everyTextThatAScriptAsksForIsGivenToIt() throws IOException {
    var given =
        matches(
            "(?<=<data value=\")\\w+",
            Files.readString(RESOURCES.resolve("templates/console/texts.html")));
    var asked = new TreeSet<String>();
    try (var scripts =
        Files.newDirectoryStream(RESOURCES.resolve("META-INF/resources/console"), "*.js")) {
      for (var script : scripts) {
        var code = Files.readString(script);
        asked.addAll(matches("(?<=\\btext\\(\")\\w+", code));
        asked.addAll(matches("(?<=\")(?:" + KEPT_IN_TABLES + ")[A-Z]\\w*(?=\")", code));
      }
    }

    assertThat(asked).isNotEmpty().isSubsetOf(given);
    assertThat(given).isSubsetOf(asked);
  }

  private static Set<String> matches(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties load(String resource) throws IOException {
    var properties = new Properties();
    try (var file =
        new InputStreamReader(
            Objects.requireNonNull(ConsoleTextsTest.class.getResourceAsStream(resource)),
            StandardCharsets.UTF_8)) {
      properties.load(file);
    }
    return properties;
  }
}

package io.dinggate.local.console;

import io.dinggate.local.platform.PageLanguage;
import io.dinggate.model.problem.ErrorCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every problem in the words of a language; English ones are the codes' own. */
final class ProblemTexts {

  private static final Map<String, ProblemText> ENGLISH = all(ProblemTexts::english);

  private static final Map<String, ProblemText> CHINESE = chinese();

  private ProblemTexts() {}

  /**
   * One problem.
   *
   * @param code its stable name
   * @param title what is wrong
   * @param remedy what to do
   */
  record ProblemText(String code, String title, String remedy) {}

  /** All problems. */
  static Collection<ProblemText> in(PageLanguage language) {
    return switch (language) {
      case ENGLISH -> ENGLISH.values();
      case CHINESE -> CHINESE.values();
    };
  }

  private static ProblemText english(ErrorCode code) {
    return new ProblemText(code.wire(), code.title(), code.remedy());
  }

  private static Map<String, ProblemText> all(Function<ErrorCode, ProblemText> text) {
    return Arrays.stream(ErrorCode.values())
        .collect(Collectors.toMap(ErrorCode::wire, text, (one, _) -> one, TreeMap::new));
  }

  private static Map<String, ProblemText> chinese() {
    var texts = new Properties();
    try (var file = ProblemTexts.class.getResourceAsStream("/messages/problems_zh.properties")) {
      if (file == null) {
        throw new IllegalStateException("problems_zh.properties is not in the jar");
      }
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all(code -> chinese(code, texts.getProperty(code.wire(), "")));
  }

  /** A code that the file lacks, or has in another form, keeps its English words. */
  private static ProblemText chinese(ErrorCode code, String text) {
    var bar = text.indexOf('|');
    return bar < 0
        ? english(code)
        : new ProblemText(code.wire(), text.substring(0, bar), text.substring(bar + 1));
  }
}

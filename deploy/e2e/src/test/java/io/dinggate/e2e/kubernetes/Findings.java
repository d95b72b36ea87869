package io.dinggate.e2e.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** What rules have found so far, as sentences. */
final class Findings {

  private final List<String> sentences = new ArrayList<>();

  /** Notes the sentence unless {@code fine}. */
  @SuppressWarnings("AnnotateFormatMethod") // Error Prone's annotations are not on the class path
  void require(boolean fine, String sentence, Object... arguments) {
    if (!fine) {
      sentences.add(sentence.formatted(arguments));
    }
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}

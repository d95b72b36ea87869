package io.dinggate.local.console;

import io.dinggate.local.console.ProblemTexts.ProblemText;
import io.dinggate.local.platform.PageLanguage;
import io.dinggate.model.message.DeliveryReason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What a page's scripts may have to say that is not the page's own: every problem, and every reason
 * of a delivery.
 *
 * @param problems in the page's language
 * @param reasons in the page's language
 */
record Words(Collection<ProblemText> problems, List<ReasonText> reasons) {

  /**
   * One reason.
   *
   * @param word on the wire
   * @param text for a person to read
   */
  record ReasonText(String word, String text) {}

  static Words in(PageLanguage language) {
    return new Words(
        ProblemTexts.in(language),
        Arrays.stream(DeliveryReason.values())
            .filter(reason -> reason != DeliveryReason.OTHER)
            .map(reason -> new ReasonText(reason.wire(), text(reason, language)))
            .toList());
  }

  private static String text(DeliveryReason reason, PageLanguage language) {
    return switch (language) {
      case ENGLISH -> reason.english();
      case CHINESE -> reason.chinese();
    };
  }
}

package io.dinggate.local.console;

import io.dinggate.local.console.ProblemTexts.ProblemText;
import io.dinggate.local.platform.PageLanguage;
import java.util.Collection;

/**
 * What every page needs.
 *
 * @param language the tag of the language it speaks
 * @param problems every problem in that language, for the scripts
 */
record Page(String language, Collection<ProblemText> problems) {

  static Page in(PageLanguage language) {
    return new Page(language.tag(), ProblemTexts.in(language));
  }
}

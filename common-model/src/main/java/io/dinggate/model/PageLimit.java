package io.dinggate.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many items a page of a list may have at most.
 *
 * @param value 1 to {@link #MAX}; the constructor refuses others with {@link InvalidValueException}
 */
public record PageLimit(int value) {

  /** The most items on one page of any list. */
  public static final int MAX = 100;

  private static final int DEFAULT = 20;
  private static final Pattern FORM = Pattern.compile("[0-9]{1,3}");

  public PageLimit {
    if (value < 1 || value > MAX) {
      throw refused();
    }
  }

  /** The limit that a query parameter names (Jakarta REST finds this method by its name). */
  public static PageLimit fromString(@Nullable String limit) {
    if (limit == null || !FORM.matcher(limit).matches()) {
      throw refused();
    }
    return new PageLimit(Integer.parseInt(limit));
  }

  /** How many items there are at most for whoever does not say; null stands for that. */
  public static int orDefault(@Nullable PageLimit limit) {
    return limit == null ? DEFAULT : limit.value();
  }

  private static InvalidValueException refused() {
    return new InvalidValueException("must be a limit: a number from 1 to " + MAX);
  }

  @Override
  public String toString() {
    return String.valueOf(value);
  }
}

package io.dinggate.bench.stub;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Names a message of the bench within its text, in letters and digits that no encoding changes, so
 * that it is found again wherever the text has gone.
 */
public final class Mark {

  private static final Pattern PATTERN = Pattern.compile("zqm([0-9]{1,9})mqz");

  private Mark() {}

  /** The mark of that number. */
  public static String of(int number) {
    return "zqm" + number + "mqz";
  }

  /** The number of the mark in the text; empty when there is none. */
  static OptionalInt find(String text) {
    var found = PATTERN.matcher(text);
    return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }
}

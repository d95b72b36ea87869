package io.dinggate.e2e.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What tests say to the reader of a run on their standard output: seeds, with which a run can be
 * repeated, and counts, which are smaller unless {@code --full} is asked for, and what was
 * measured.
 */
final class Notes {

  private static final Pattern NOTE =
      Pattern.compile("^\\s*\\[(?:count|seed|measured)] .+$|^\\s*seed = -?\\d+\\b.*$");

  private Notes() {}

  /** The notes among all lines of an output. */
  static List<String> in(String output) {
    return output
        .lines()
        .filter(line -> NOTE.matcher(line).matches())
        .map(String::strip)
        .distinct()
        .toList();
  }
}

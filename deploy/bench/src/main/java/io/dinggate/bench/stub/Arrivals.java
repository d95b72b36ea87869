package io.dinggate.bench.stub;

import java.util.ArrayList;
import java.util.List;

/**
 * When each message came, as {@link System#nanoTime}, which on Linux is the same clock in all
 * processes. Not thread-safe.
 */
final class Arrivals {

  private static final int NO_MARK = -1;

  private final List<Arrival> all = new ArrayList<>();

  /** One more; how many there were before. */
  int add(String body, long nanos) {
    all.add(new Arrival(Mark.find(body).orElse(NO_MARK), nanos));
    return all.size() - 1;
  }

  int count() {
    return all.size();
  }

  /** A line for each: its mark's number and when it came. */
  String text() {
    var text = new StringBuilder();
    all.forEach(one -> text.append(one.number()).append(' ').append(one.nanos()).append('\n'));
    return text.toString();
  }

  /** The lines that {@link #text} wrote. */
  static List<Arrival> parse(String text) {
    return text.lines()
        .map(line -> line.split(" ", -1))
        .map(parts -> new Arrival(Integer.parseInt(parts[0]), Long.parseLong(parts[1])))
        .toList();
  }
}

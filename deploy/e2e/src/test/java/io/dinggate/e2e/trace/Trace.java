package io.dinggate.e2e.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system calls of a process with all its threads, read from the file that {@code strace -f -yy
 * -o} writes.
 */
final class Trace {

  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern WHOLE = Pattern.compile("(\\w+)\\((.*)\\) += (.+)");
  private static final Pattern BEGUN = Pattern.compile("(\\w+)\\((.*?),? <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)\\) += (.+)");
  private static final Pattern ON = Pattern.compile("\\d+<(.*?)>(?:,.*|$)");

  private final List<SystemCall> calls;

  private Trace(List<SystemCall> calls) {
    this.calls = List.copyOf(calls);
  }

  /** Whether that line tells of the end of that process or thread. */
  static boolean isEnd(String text, long thread) {
    var line = LINE.matcher(text);
    return line.matches()
        && line.group(1).equals(Long.toString(thread))
        && line.group(2).startsWith("+++ ");
  }

  /** Reads the lines; those of signals, and calls that never ended, are left out. */
  static Trace of(List<String> lines) {
    var calls = new ArrayList<SystemCall>();
    Map<String, Begun> begun = new HashMap<>();
    for (var place = 0; place < lines.size(); place++) {
      var line = LINE.matcher(lines.get(place));
      if (line.matches()) {
        var thread = line.group(1);
        var whole = WHOLE.matcher(line.group(2));
        var first = BEGUN.matcher(line.group(2));
        var last = RESUMED.matcher(line.group(2));
        if (last.matches() && begun.containsKey(thread)) {
          calls.add(begun.remove(thread).ended(last, place));
        } else if (first.matches()) {
          begun.put(thread, new Begun(first.group(1), first.group(2), place));
        } else if (whole.matches()) {
          calls.add(new Begun(whole.group(1), whole.group(2), place).ended(whole.group(3), place));
        }
      }
    }
    return new Trace(calls);
  }

  /**
   * Why the answer cannot be trusted: it must have been sent after a sync, in earnest, of the file
   * that began when the row was written. Empty when all is well.
   *
   * @param file how the name of the file ends
   * @param row text that is found in the row alone
   * @param answer text that is found in the answer alone; nothing else goes over its connection
   */
  Optional<String> answeredTooEarly(String file, String row, String answer) {
    var written =
        calls.stream()
            .filter(call -> call.isWrite() && call.on().endsWith(file) && call.text().contains(row))
            .findFirst();
    var connection =
        calls.stream()
            .filter(call -> call.isWrite() && call.isOnConnection())
            .filter(call -> call.text().contains(answer))
            .map(SystemCall::on)
            .findFirst();
    if (written.isEmpty()) {
      return Optional.of("the row was not written to " + file);
    }
    if (connection.isEmpty()) {
      return Optional.of("the answer was not sent");
    }
    var sent = firstWriteOn(connection.get());
    return calls.stream()
            .filter(call -> call.isSync() && call.on().endsWith(file))
            .anyMatch(sync -> sync.began() > written.get().ended() && sync.ended() < sent.began())
        ? Optional.empty()
        : Optional.of(
            "no sync of " + file + " between " + written.get().ended() + " and " + sent.began());
  }

  /** With it the other side may have its answer. */
  private SystemCall firstWriteOn(String connection) {
    return calls.stream()
        .filter(call -> call.isWrite() && call.on().equals(connection))
        .min((one, other) -> Integer.compare(one.began(), other.began()))
        .orElseThrow();
  }

  private record Begun(String name, String text, int place) {

    SystemCall ended(Matcher resumed, int at) {
      return new Begun(name, text + resumed.group(1), place).ended(resumed.group(2), at);
    }

    SystemCall ended(String result, int at) {
      var on = ON.matcher(text);
      return new SystemCall(name, on.matches() ? on.group(1) : "", text, result.strip(), place, at);
    }
  }
}

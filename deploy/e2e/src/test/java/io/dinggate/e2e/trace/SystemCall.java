package io.dinggate.e2e.trace;

import java.util.Set;

/**
 * A system call, with its places in the order in which the tracer saw calls begin and end. A thread
 * does not go on before the tracer has seen its call end, so what was caused by the end of a call
 * has a later place.
 *
 * @param name for example {@code fdatasync}
 * @param on the file or the connection that it was made on; empty when there is none
 * @param text all its arguments
 * @param result what it returned
 * @param began its first place
 * @param ended its last place
 */
record SystemCall(String name, String on, String text, String result, int began, int ended) {

  private static final Set<String> SYNCS = Set.of("fsync", "fdatasync");
  private static final Set<String> WRITES =
      Set.of("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto", "sendmsg", "sendfile");

  /** What the tracer is to watch. */
  static String watched() {
    return String.join(",", SYNCS) + "," + String.join(",", WRITES);
  }

  boolean isWrite() {
    return WRITES.contains(name);
  }

  /** Whether it was made in earnest, and went well: a tracer can also only pretend. */
  boolean isSync() {
    return SYNCS.contains(name) && result.equals("0");
  }

  boolean isOnConnection() {
    return on.startsWith("TCP");
  }
}

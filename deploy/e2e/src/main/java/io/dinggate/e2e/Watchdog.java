package io.dinggate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends the processes of a stack when this JVM ends, even by a signal that runs no shutdown hook: a
 * small shell waits for the end of a pipe that only this JVM holds open, then kills what is listed
 * in a file. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      while read -r _; do :; done
      while read -r pid; do kill -9 "$pid" 2>/dev/null; done < "$1"
      """;

  private final Path list;
  private final Set<Long> pids = new LinkedHashSet<>();
  private final Process shell;

  Watchdog(Path list) throws IOException {
    this.list = list;
    Files.writeString(list, "");
    shell =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "watchdog", list.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** From now on the process dies with this JVM. */
  synchronized void guard(long pid) {
    pids.add(pid);
    write();
  }

  /** The process has ended, its id may become another's. */
  synchronized void release(long pid) {
    pids.remove(pid);
    write();
  }

  /** Ends the watch; whatever is still guarded is killed. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new StackException("cannot end the watch over the stack's processes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whenever this JVM dies, the list is the one before or the one after. */
  private void write() {
    var next = list.resolveSibling(list.getFileName() + ".next");
    try {
      Files.writeString(next, pids.stream().map(pid -> pid + "\n").collect(Collectors.joining()));
      Files.move(next, list, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StackException("cannot write " + list, e);
    }
  }
}

package io.dinggate.bench.start;

import io.dinggate.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process holds of the machine's memory (proc(5), smaps_rollup), in KiB.
 *
 * @param resident everything, shared files such as an AOT cache among it
 * @param anonymous what is in no file: heap, stacks, classes that no cache had
 */
public record Memory(long resident, long anonymous) {

  /** Of the process at this moment; Linux only. */
  public static Memory of(long pid) {
    try {
      return parse(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "smaps_rollup")));
    } catch (IOException e) {
      throw new BenchException("cannot read the memory of process " + pid, e);
    }
  }

  static Memory parse(List<String> rollup) {
    return new Memory(value(rollup, "Rss:"), value(rollup, "Anonymous:"));
  }

  private static long value(List<String> rollup, String name) {
    return rollup.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .map(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new BenchException("smaps_rollup has no " + name));
  }
}

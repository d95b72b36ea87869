package io.dinggate.bench.report;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured on.
 *
 * @param cpu the processor's name
 * @param cores how many the JVM sees
 * @param memoryMiB of the machine
 * @param system name and release of the kernel
 * @param load the machine's load average (1 minute) before anything was started
 * @param fsyncMillis median of 4 KiB writes, each with fsync, to a file that grows, on the disk of
 *     the databases
 * @param inPlaceMillis the same with fdatasync to a file that does not grow
 * @param java vendor and version of the JDK
 * @param postgres its version
 * @param durability the settings of PostgreSQL that decide whether a commit is on disk
 */
public record Machine(
    String cpu,
    int cores,
    long memoryMiB,
    String system,
    double load,
    double fsyncMillis,
    double inPlaceMillis,
    String java,
    String postgres,
    SortedMap<String, String> durability) {

  public Machine {
    durability = new TreeMap<>(durability);
  }
}

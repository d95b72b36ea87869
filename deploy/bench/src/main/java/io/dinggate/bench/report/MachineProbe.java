package io.dinggate.bench.report;

import io.dinggate.bench.BenchException;
import io.dinggate.bench.start.Median;
import io.dinggate.e2e.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds out what the bench runs on. */
public final class MachineProbe {

  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method");
  private static final int SYNCS = 200;
  private static final int BLOCK = 4_096;

  private MachineProbe() {}

  /** The machine's load average over one minute; negative where the system does not tell. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /**
   * All of it.
   *
   * @param load see {@link #load}, asked before anything was started
   * @param disk a directory on the disk of the databases
   */
  public static Machine of(double load, Path disk, Database database) {
    try (var connection =
        DriverManager.getConnection(database.url(), database.username(), database.password())) {
      return new Machine(
          value(read("/proc/cpuinfo"), "model name"),
          Runtime.getRuntime().availableProcessors(),
          kib(value(read("/proc/meminfo"), "MemTotal")) / 1_024,
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          load,
          appendMillis(disk),
          inPlaceMillis(disk),
          System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
          shown(connection, "server_version"),
          durability(connection));
    } catch (SQLException e) {
      throw new BenchException("cannot ask PostgreSQL for its settings", e);
    }
  }

  /** The value of the first {@code name: value} line; {@code unknown} when there is none. */
  static String value(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .findFirst()
        .orElse("unknown");
  }

  private static long kib(String text) {
    return text.equals("unknown") ? 0 : Long.parseLong(text.replace("kB", "").strip());
  }

  private static List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }

  /** A file that grows: with each write the file system notes its new length as well. */
  static double appendMillis(Path disk) {
    return syncMillis(disk, true);
  }

  /** A file that stays as long as it is, which is how PostgreSQL and SQLite write their logs. */
  static double inPlaceMillis(Path disk) {
    return syncMillis(disk, false);
  }

  private static double syncMillis(Path disk, boolean grows) {
    var millis = new double[SYNCS];
    try (var channel =
        FileChannel.open(
            disk.resolve("fsync"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      if (!grows) {
        channel.write(ByteBuffer.allocate(SYNCS * BLOCK));
        channel.force(true);
        channel.position(0);
      }
      for (var sync = 0; sync < SYNCS; sync++) {
        var begin = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK));
        channel.force(grows);
        millis[sync] = (System.nanoTime() - begin) / 1e6;
      }
    } catch (IOException e) {
      throw new BenchException("cannot measure the disk", e);
    }
    return Median.of(millis);
  }

  private static SortedMap<String, String> durability(Connection connection) throws SQLException {
    var settings = new TreeMap<String, String>();
    for (var name : DURABILITY) {
      settings.put(name, shown(connection, name));
    }
    return settings;
  }

  private static String shown(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + setting)) {
      return rows.next() ? rows.getString(1) : "unknown";
    }
  }
}

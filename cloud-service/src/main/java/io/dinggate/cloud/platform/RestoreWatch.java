package io.dinggate.cloud.platform;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * Notices at the start that the database was put back from a copy. The database counts its
 * generations, and after each commit of a new one its number is written into a file beside it. So
 * the database is never behind the file unless it is an older one; a crash in between leaves it
 * ahead. Without the file it has come from elsewhere: the file is there before the first number is
 * counted.
 */
@Singleton
final class RestoreWatch {

  /** Beside the database; not to be copied with it. */
  static final String FILE = "cloud.generation";

  private static final int AFTER_THE_WRITER_BEGINS = 2;
  private static final int BEFORE_THE_WRITER_ENDS = Integer.MAX_VALUE - 1;

  /** The file may be one behind the copy that was the last before a restore. */
  private static final int BEYOND_ALL_COPIES = 2;

  private final Reads reads;
  private final Writes writes;
  private final GenerationFile file;
  private final List<RestoreListener> listeners;
  private final Clock clock;
  private boolean begun;

  @Inject
  RestoreWatch(
      Reads reads,
      Writes writes,
      CloudConfig config,
      @All List<RestoreListener> listeners,
      Clock clock) {
    this(reads, writes, new GenerationFile(config.dataDir().resolve(FILE)), listeners, clock);
  }

  RestoreWatch(
      Reads reads,
      Writes writes,
      GenerationFile file,
      List<RestoreListener> listeners,
      Clock clock) {
    this.reads = reads;
    this.writes = writes;
    this.file = file;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  void start(@Observes @Priority(AFTER_THE_WRITER_BEGINS) StartupEvent event) {
    begin();
  }

  /** Looks whether the database was put back, and tells the others. */
  synchronized void begin() {
    var stored = reads.query(RestoreWatch::number);
    var marked = file.read();
    if (stored == 0 && marked.isEmpty()) { // new, or of a version that did not count
      file.write(0);
    }
    if (stored < marked.orElse(stored == 0 ? 0 : Long.MAX_VALUE)) {
      file.write(restored(Math.max(stored, marked.orElse(0)) + BEYOND_ALL_COPIES));
    } else {
      file.write(writes.<Long>followUp(RestoreWatch::next));
    }
    begun = true;
  }

  private long restored(long number) {
    Log.error(
        "the database was put back from a copy, or has come from elsewhere: sites read their feeds"
            + " anew, and no message is sent until an operator says so"
            + " (POST /api/v1/operator/sending/release)");
    return writes.<Long>sql(
        connection -> {
          set(connection, number);
          for (var listener : listeners) {
            listener.databaseWasRestored(connection, clock.instant());
          }
          return number;
        });
  }

  /** Tells later copies of the database from earlier ones; jobs may come before the begin. */
  @Scheduled(
      identity = "count-generation",
      every = "10s",
      concurrentExecution = ConcurrentExecution.SKIP)
  synchronized void count() {
    if (begun) {
      file.write(writes.<Long>followUp(RestoreWatch::next));
    }
  }

  /** A copy that was made before the end is older than what ends. */
  void end(@Observes @Priority(BEFORE_THE_WRITER_ENDS) ShutdownEvent event) {
    try {
      count();
    } catch (RuntimeException e) {
      Log.warn("the generation of the database is not counted at the end", e);
    }
  }

  private static long next(Connection connection) throws SQLException {
    var number = number(connection) + 1;
    set(connection, number);
    return number;
  }

  private static long number(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("select number from database_generation");
        var row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void set(Connection connection, long number) throws SQLException {
    try (var update = connection.prepareStatement("update database_generation set number = ?")) {
      update.setLong(1, number);
      update.executeUpdate();
    }
  }
}

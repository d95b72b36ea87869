package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that was put back is noticed, and nothing else is taken for one. */
class RestoreWatchTest {

  @TempDir Path directory;
  private SqliteFile database;
  private final MovableClock clock = new MovableClock();
  private final List<Instant> told = new ArrayList<>();

  @BeforeEach
  void begin() {
    database = new SqliteFile(directory);
  }

  @AfterEach
  void end() throws SQLException {
    database.close();
  }

  @Test
  void newDatabaseWasNotPutBack() {
    watch().begin();

    assertThat(told).isEmpty();
    assertThat(mark()).isEqualTo("1\n");
  }

  @Test
  void whoStopsAndStartsIsNotTakenForARestore() {
    run(3);
    run(0);
    run(1);

    assertThat(told).isEmpty();
    assertThat(mark()).isEqualTo("10\n"); // three starts, four counts, three ends
  }

  @Test
  void olderCopyIsNoticedOnceAndToldInTheUnitThatNotesIt() throws Exception {
    run(1);
    var copy = copy();
    run(0);
    putBack(copy);

    run(1);
    assertThat(told).hasSize(1);
    run(1);

    assertThat(told).hasSize(1);
  }

  @Test
  void copyOfARunningServiceIsOlderThanItsEnd() throws Exception {
    var running = watch();
    running.begin();
    var copy = copy();
    running.end(null);
    putBack(copy);

    run(0);

    assertThat(told).hasSize(1);
  }

  @Test
  void copyOfAServiceThatWasKilledIsOlderThanItsNextCount() throws Exception {
    var killed = watch();
    killed.begin();
    var copy = copy();
    killed.count();
    putBack(copy);

    run(0);

    assertThat(told).hasSize(1);
  }

  @Test
  void copyFromBeforeAnEarlierRestoreIsNoticed() throws Exception {
    run(0);
    var older = copy();
    run(2);
    var newer = copy();
    new GenerationFile(directory.resolve(RestoreWatch.FILE)).write(number() - 1); // as after a kill
    putBack(older);
    watch().begin();
    putBack(newer);

    watch().begin();

    assertThat(told).hasSize(2);
  }

  @Test
  void databaseWithoutItsFileHasComeFromElsewhere() throws Exception {
    run(1);
    Files.delete(directory.resolve(RestoreWatch.FILE));

    run(0);
    run(0);

    assertThat(told).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0", "7 of another"})
  void fileThatSaysNothingIsNone(String content) throws Exception {
    run(1);
    Files.writeString(directory.resolve(RestoreWatch.FILE), content);

    run(0);

    assertThat(told).hasSize(1);
  }

  @Test
  void restoreThatCouldNotBeNotedIsNoticedAgain() throws Exception {
    run(1);
    var copy = copy();
    run(0);
    putBack(copy);
    RestoreListener broken =
        (_, _) -> {
          throw new SQLException("no room");
        };
    assertThatThrownBy(() -> watch(database, broken).begin()).hasRootCauseMessage("no room");
    assertThat(told).isEmpty();

    run(0);

    assertThat(told).hasSize(1);
  }

  @Test
  void nothingIsCountedBeforeTheBegin() throws Exception {
    run(1);
    var copy = copy();
    run(1);
    putBack(copy);
    var watch = watch();

    watch.count();
    watch.begin();

    assertThat(told).hasSize(1);
  }

  @RepeatedTest(20)
  void noCrashLooksLikeARestore() {
    var random = new Random();
    for (var life = 0; life < 30; life++) {
      liveUntilDeath(random);
    }
    watch().begin();

    assertThat(told).isEmpty();
  }

  private void liveUntilDeath(Random random) {
    var watch = watch(new Dying(random));
    try {
      watch.begin();
      for (var i = random.nextInt(5); i > 0; i--) {
        watch.count();
      }
    } catch (DeathException e) {
      assertThat(e).isNotNull(); // the next life begins with what is on the disk
    }
  }

  /** One life of a service. */
  private void run(int counts) {
    var watch = watch();
    watch.begin();
    for (var i = 0; i < counts; i++) {
      watch.count();
    }
    watch.end(null);
  }

  private RestoreWatch watch() {
    return watch(database);
  }

  private RestoreWatch watch(Writes writes) {
    return watch(writes, this::note);
  }

  private RestoreWatch watch(Writes writes, RestoreListener listener) {
    var file = new GenerationFile(directory.resolve(RestoreWatch.FILE));
    return new RestoreWatch(database, writes, file, List.of(this::requireUnit, listener), clock);
  }

  private void note(Connection connection, Instant now) {
    told.add(now);
  }

  private void requireUnit(Connection connection, Instant now) throws SQLException {
    assertThat(connection.getAutoCommit()).isFalse();
  }

  private String mark() {
    try {
      return Files.readString(directory.resolve(RestoreWatch.FILE));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private long number() {
    return database.query(
        connection -> {
          try (var row =
              connection.createStatement().executeQuery("select number from database_generation")) {
            return row.getLong(1);
          }
        });
  }

  private Path copy() {
    var copy = directory.resolve("copy-" + number() + ".db");
    database.query(
        connection -> connection.createStatement().execute("vacuum into '" + copy + "'"));
    return copy;
  }

  private void putBack(Path copy) throws Exception {
    database.close();
    Files.deleteIfExists(directory.resolve("cloud.db-wal"));
    Files.deleteIfExists(directory.resolve("cloud.db-shm"));
    Files.copy(copy, directory.resolve("cloud.db"), StandardCopyOption.REPLACE_EXISTING);
    database = new SqliteFile(directory);
  }

  private static final class DeathException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends the process before the commit, after it, or not. */
  private final class Dying implements Writes {

    private final Random random;

    Dying(Random random) {
      this.random = random;
    }

    @Override
    public <T> T sql(SqlUnit<T> unit) {
      var place = random.nextInt(4);
      if (place == 0) {
        throw new DeathException();
      }
      var result = database.sql(unit);
      if (place == 1) {
        throw new DeathException();
      }
      return result;
    }

    @Override
    public <T> T followUp(SqlUnit<T> unit) {
      return sql(unit);
    }
  }
}

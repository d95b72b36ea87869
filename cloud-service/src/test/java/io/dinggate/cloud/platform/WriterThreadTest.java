package io.dinggate.cloud.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class WriterThreadTest {

  @TempDir Path directory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FaultyCommits faults = new FaultyCommits();
  private DataSource dataSource;
  private WriterThread writer;

  @BeforeEach
  void startWriter() throws SQLException {
    var sqlite = new SQLiteDataSource();
    sqlite.setUrl(
        "jdbc:sqlite:"
            + directory.resolve("writes.db")
            + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE&busy_timeout=10000");
    try (var connection = sqlite.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table note (id integer primary key, text varchar not null)");
    }
    dataSource = sqlite;
    writer = writer(1000, 256);
    writer.start();
  }

  @AfterEach
  void stopWriter() throws InterruptedException {
    faults.release();
    writer.close();
  }

  @Test
  void unitsThatWaitShareOneCommit() throws Exception {
    var results = whileTheWriterIsBusy(200, () -> inParallel(200, i -> insert(i, "n" + i)));

    assertThat(results).allSatisfy(result -> assertThat(result.get(10, SECONDS)).isEqualTo(1));
    assertThat(stored()).isEqualTo(200);
    assertThat(meters.counter("dinggate.writes.units").count()).isEqualTo(201);
    assertThat(meters.counter("dinggate.writes.commits").count()).isLessThanOrEqualTo(3);
  }

  @Test
  void failingUnitIsRolledBackAlone() throws Exception {
    var results =
        whileTheWriterIsBusy(
            9,
            () ->
                inParallel(
                    9,
                    i -> {
                      insert(i, "kept unless it fails");
                      return i == 4 ? insertThenFail(100) : i;
                    }));

    assertThatThrownBy(() -> results.get(4).get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the unit says no");
    assertThat(results.stream().filter(result -> !failed(result))).hasSize(8);
    assertThat(stored()).isEqualTo(9);
    assertThat(exists(100)).isFalse();
  }

  @Test
  void constraintViolationReachesItsCallerAsStorageException() {
    insert(1, "first");

    assertThatThrownBy(() -> insert(1, "second")).isInstanceOf(StorageException.class);
    assertThat(insert(2, "goes on")).isEqualTo(1);
  }

  @Test
  void nothingIsAnsweredBeforeTheCommitReturned() {
    faults.holdCommits();

    var answer = CompletableFuture.supplyAsync(() -> insert(1, "waits"));
    await().until(faults::commitReached);

    assertThat(answer).isNotDone();
    faults.release();
    assertThat(answer).succeedsWithin(java.time.Duration.ofSeconds(10));
  }

  @Test
  void failedCommitFailsTheWholeGroupAndKeepsNothing() throws Exception {
    faults.failCommits();

    var results = whileTheWriterIsBusy(5, () -> inParallel(5, i -> insert(i, "lost")));

    assertThat(results).allMatch(WriterThreadTest::failed);
    faults.release();
    assertThat(stored()).isZero();
  }

  @Test
  void refusalThatRestsOnAFailedCommitIsNotToldAsSuch() throws Exception {
    faults.failCommits();

    var results =
        whileTheWriterIsBusy(
            2,
            () ->
                inParallel(
                    2,
                    i ->
                        writer.run(
                            new WriteUnit.Sql<>(
                                connection -> {
                                  throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
                                }))));

    for (var result : results) {
      assertThatThrownBy(() -> result.get(10, SECONDS)).hasCauseInstanceOf(StorageException.class);
    }
  }

  @Test
  void unitThatCallsWritesIsRefused() {
    assertThatThrownBy(
            () -> writer.run(new WriteUnit.Sql<>(connection -> insert(1, "from within a unit"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fullQueueIsOverloadForAllButWhatFollowsFromEarlierUnits() throws Exception {
    var small = writer(1, 1);
    small.start();
    faults.holdCommits();
    var running = CompletableFuture.supplyAsync(() -> small.run(insertUnit(1, "in the commit")));
    await().until(faults::commitReached);
    var queued = CompletableFuture.supplyAsync(() -> small.run(insertUnit(2, "in the queue")));
    await().until(() -> small.waiting() == 1);

    var followUp =
        CompletableFuture.supplyAsync(() -> small.runFollowUp(insertUnit(4, "what follows")));
    await().until(() -> small.waiting() == 2);

    assertThatThrownBy(() -> small.run(insertUnit(3, "one too many")))
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(problem.retryAfter()).isPositive();
            });

    faults.release();
    assertThat(List.of(running, queued, followUp))
        .allSatisfy(unit -> assertThat(unit.get(10, SECONDS)).isEqualTo(1));
    small.close();
    assertThat(exists(3)).isFalse();
  }

  @Test
  void closingRunsWhatWaitsAndRefusesTheRest() throws Exception {
    faults.holdCommits();
    var first = CompletableFuture.supplyAsync(() -> insert(20, "in the commit"));
    await().until(faults::commitReached);
    var answers = inParallel(20, i -> insert(i, "before the end"));
    await().until(() -> writer.waiting() == 20);

    var closing =
        CompletableFuture.runAsync(
            () -> {
              try {
                writer.close();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> writer.waiting() == 21);
    faults.release();
    closing.get(10, SECONDS);

    assertThat(first.get(10, SECONDS)).isEqualTo(1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.get(10, SECONDS)).isEqualTo(1));
    assertThatThrownBy(() -> insert(100, "after the end")).isInstanceOf(ApiException.class);
    assertThat(stored()).isEqualTo(21);
  }

  private WriterThread writer(int capacity, int batch) {
    return new WriterThread(capacity, batch, new GroupCommit(faults.around(dataSource), meters));
  }

  private int insert(int id, String text) {
    return writer.run(insertUnit(id, text));
  }

  private static WriteUnit.Sql<Integer> insertUnit(int id, String text) {
    return new WriteUnit.Sql<>(
        connection -> {
          try (var statement = connection.prepareStatement("insert into note values (?, ?)")) {
            statement.setInt(1, id);
            statement.setString(2, text);
            return statement.executeUpdate();
          }
        });
  }

  private int insertThenFail(int id) {
    return writer.run(
        new WriteUnit.Sql<>(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.executeUpdate("insert into note values (" + id + ", 'undone')");
              }
              throw new IllegalArgumentException("the unit says no");
            }));
  }

  /** Lets callers pile up behind a unit that holds the writer. */
  private <T> T whileTheWriterIsBusy(int waiting, Supplier<T> callers) {
    var busy = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    var blocker =
        CompletableFuture.runAsync(
            () ->
                writer.run(
                    new WriteUnit.Sql<>(
                        connection -> {
                          busy.countDown();
                          awaitLatch(free);
                          return true;
                        })));
    awaitLatch(busy);
    var result = callers.get();
    await().until(() -> writer.waiting() == waiting);
    free.countDown();
    blocker.exceptionally(e -> null).join();
    return result;
  }

  private interface Numbered {
    int run(int number);
  }

  private static List<Future<Integer>> inParallel(int count, Numbered work) {
    var callers = Executors.newVirtualThreadPerTaskExecutor();
    return IntStream.range(0, count).mapToObj(i -> callers.submit(() -> work.run(i))).toList();
  }

  private static boolean failed(Future<Integer> result) {
    await().until(result::isDone);
    return result.state() == Future.State.FAILED;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int stored() throws SQLException {
    return count("select count(*) from note");
  }

  private boolean exists(int id) throws SQLException {
    return count("select count(*) from note where id = " + id) == 1;
  }

  private int count(String sql) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }
}

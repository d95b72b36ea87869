package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Database;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a message costs at PostgreSQL, without anything of DingGate around it. */
final class BareLoop {

  private final Database database;
  private final int connections;
  private final AtomicInteger next = new AtomicInteger();

  BareLoop(Database database, int connections) {
    this.database = database;
    this.connections = connections;
  }

  /** Messages a second, each stored durably by one transaction; for so many seconds. */
  double run(double seconds) {
    var end = System.nanoTime() + (long) (seconds * 1e9);
    var begin = System.nanoTime();
    var stored = 0;
    try (var threads = Executors.newFixedThreadPool(connections)) {
      Callable<Integer> work = () -> storeUntil(end);
      var loops = IntStream.range(0, connections).mapToObj(_ -> threads.submit(work)).toList();
      for (var loop : loops) {
        stored += loop.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("the bare loop failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
    return stored / ((System.nanoTime() - begin) / 1e9);
  }

  private int storeUntil(long end) {
    try (var statements = new AcceptStatements(database)) {
      var stored = 0;
      while (System.nanoTime() < end) {
        statements.store(next.getAndIncrement());
        stored++;
      }
      return stored;
    }
  }
}

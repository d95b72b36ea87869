package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.bench.stub.Stub;
import io.dinggate.e2e.Database;
import io.dinggate.e2e.Stack;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of each process of a stack, from the kernel (proc(5)). */
final class Cpu {

  private final Map<String, Long> processes = new LinkedHashMap<>();

  Cpu(Stack stack, Stub stub) {
    processes.put("local-service", stack.local(Stack.EAST).pid());
    processes.put("cloud-service", stack.cloud().pid());
    processes.put("PostgreSQL", postmaster(stack.database(Stack.EAST)));
    processes.put("stub of DingTalk", stub.pid());
    processes.put("load generator", ProcessHandle.current().pid());
  }

  /** Milliseconds of each until now, by its name. */
  Map<String, Double> now() {
    var used = new LinkedHashMap<String, Double>();
    processes.forEach((name, pid) -> used.put(name, millis(name, pid)));
    return used;
  }

  /** Milliseconds for each of so many messages, from one reading to a later one. */
  static Map<String, Double> perMessage(
      Map<String, Double> before, Map<String, Double> after, int messages) {
    var used = new LinkedHashMap<String, Double>();
    after.forEach(
        (name, millis) ->
            used.put(name, (millis - before.getOrDefault(name, 0.0)) / Math.max(1, messages)));
    return used;
  }

  /** PostgreSQL does its work in children, one for each connection; the bench has them too. */
  private static double millis(String name, long pid) {
    var process = ProcessHandle.of(pid).stream();
    return (name.equals("PostgreSQL")
            ? process.flatMap(parent -> Stream.concat(Stream.of(parent), parent.children()))
            : process)
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToDouble(time -> time.toNanos() / 1e6)
        .sum();
  }

  private static long postmaster(Database database) {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      return ProcessHandle.of(rows.getLong(1))
          .flatMap(ProcessHandle::parent)
          .map(ProcessHandle::pid)
          .orElse(0L); // on another machine
    } catch (SQLException e) {
      throw new BenchException("cannot find the processes of PostgreSQL", e);
    }
  }
}

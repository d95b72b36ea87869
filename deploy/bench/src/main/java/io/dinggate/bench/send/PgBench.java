package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** PostgreSQL's own bench, as a figure that others know; left out where it is not installed. */
final class PgBench {

  private static final double NOT_INSTALLED = -1;
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");

  private PgBench() {}

  /** Transactions a second of its simple update, at that many connections. */
  static double run(Database database, int connections, double seconds) {
    var clients = Integer.toString(connections);
    var time = Long.toString(Math.max(1, Math.round(seconds)));
    try {
      execute(database, List.of("-i", "-q"));
      return rate(
          execute(
              database,
              List.of("-N", "-n", "-M", "prepared", "-c", clients, "-j", "2", "-T", time)));
    } catch (IOException e) {
      return NOT_INSTALLED;
    }
  }

  static double rate(String output) {
    var rate = RATE.matcher(output);
    return rate.find() ? Double.parseDouble(rate.group(1)) : NOT_INSTALLED;
  }

  private static String execute(Database database, List<String> options) throws IOException {
    var address = URI.create(database.url().substring("jdbc:".length()));
    var command = new ArrayList<String>(List.of("pgbench"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-h",
            address.getHost(),
            "-p",
            Integer.toString(address.getPort() < 0 ? 5432 : address.getPort()),
            "-U",
            database.username(),
            address.getPath().substring(1)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
    return output;
  }
}

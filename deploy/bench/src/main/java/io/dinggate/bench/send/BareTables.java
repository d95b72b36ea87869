package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.regex.Pattern;

/** A database beside the local-service's, at the same server and with the same tables. */
final class BareTables {

  private static final String MIGRATIONS = "local-service/src/main/resources/db/migration";
  private static final Pattern VERSION = Pattern.compile("V([0-9]+)__.*");

  private BareTables() {}

  /** Makes it, by the local-service's own migrations. */
  static Database make(Database beside, Path home) {
    var bare =
        new Database(
            beside.url().replaceFirst("/[^/]+$", "/bench_bare"),
            beside.username(),
            beside.password());
    try (var files = Files.list(home.resolve(MIGRATIONS))) {
      execute(beside, "create database bench_bare");
      for (var file : files.sorted(Comparator.comparingInt(BareTables::version)).toList()) {
        execute(bare, Files.readString(file));
      }
      return bare;
    } catch (IOException e) {
      throw new BenchException("cannot read the migrations of the local-service", e);
    }
  }

  private static int version(Path file) {
    var version = VERSION.matcher(file.getFileName().toString());
    if (!version.matches()) {
      throw new BenchException("no migration: " + file.getFileName());
    }
    return Integer.parseInt(version.group(1));
  }

  private static void execute(Database database, String sql) {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new BenchException("cannot make the tables of the bare loop", e);
    }
  }
}

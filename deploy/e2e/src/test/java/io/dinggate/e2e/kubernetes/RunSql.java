package io.dinggate.e2e.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/** Stands in for {@code psql}: runs what comes on standard input, statement by statement. */
final class RunSql {

  private RunSql() {}

  /** The only argument is the JDBC URL, with the user. */
  public static void main(String[] arguments) throws IOException, SQLException {
    var script = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    try (var connection = DriverManager.getConnection(arguments[0]);
        var statement = connection.createStatement()) {
      for (var sql : Arrays.asList(script.split(";\\s*\\n"))) {
        statement.execute(sql);
      }
    }
  }
}

package io.dinggate.local.platform;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses a database that cannot be reached, is no PostgreSQL, or acknowledges commits before they
 * are on disk: everything that the service promises to remember rests on that.
 */
public final class DatabaseCheck implements PreflightCheck {

  private static final String KEY = "dinggate.database.url";
  private static final String SECONDS_TO_CONNECT = "5";

  @Override
  public List<StartupFault> faults(Config config) {
    var url = config.getOptionalValue(KEY, String.class);
    if (url.isEmpty()) {
      return List.of();
    }
    if (!url.get().startsWith("jdbc:postgresql:")) {
      return List.of(new StartupFault(KEY, "must begin with jdbc:postgresql:"));
    }
    try (var connection = DriverManager.getConnection(url.get(), credentials(config))) {
      return durabilityFaults(connection);
    } catch (SQLException e) {
      return List.of(new StartupFault(KEY, "cannot connect (SQLSTATE " + e.getSQLState() + ")"));
    }
  }

  private static Properties credentials(Config config) {
    var properties = new Properties();
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_TO_CONNECT);
    config
        .getOptionalValue("dinggate.database.username", String.class)
        .ifPresent(username -> properties.setProperty("user", username));
    DatabaseSettings.PASSWORD
        .read(key -> config.getOptionalValue(key, String.class).orElse(null))
        .ifPresent(password -> properties.setProperty("password", password));
    return properties;
  }

  private static List<StartupFault> durabilityFaults(Connection connection) throws SQLException {
    var faults = new ArrayList<StartupFault>();
    for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("show " + setting)) {
        row.next();
        if (row.getString(1).equals("off")) {
          faults.add(
              new StartupFault(
                  KEY,
                  "this PostgreSQL has "
                      + setting
                      + " = off and can lose what it acknowledged: switch it on"));
        }
      }
    }
    return faults;
  }
}

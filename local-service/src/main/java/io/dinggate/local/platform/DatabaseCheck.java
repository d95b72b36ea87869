package io.dinggate.local.platform;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses a database that cannot be reached, is no PostgreSQL, acknowledges commits before they are
 * on disk (everything that the service promises to remember rests on that), or does not know the
 * letters that names are made of.
 */
public final class DatabaseCheck implements PreflightCheck {

  private static final String KEY = "dinggate.database.url";
  private static final String SECONDS_TO_CONNECT = "5";

  /** What tells letters: ICU, PostgreSQL's own provider, or the operating system's LC_CTYPE. */
  private static final String CHARACTERS =
      """
      select pg_encoding_to_char(encoding) as encoding,
        case to_jsonb(d) ->> 'datlocprovider'
          when 'i' then 'ICU, UTF-8'
          when 'b' then to_jsonb(d) ->> 'datlocale'
          else datctype end as locale
      from pg_database d where datname = current_database()
      """;

  private static final Pattern UTF_8 = Pattern.compile("(?i)utf-?8");

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
      var faults = durabilityFaults(connection);
      faults.addAll(characterFaults(connection));
      return faults;
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

  /** Names are searched in any case and by single characters: the database must know both. */
  private static List<StartupFault> characterFaults(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(CHARACTERS)) {
      row.next();
      var encoding = row.getString("encoding");
      var locale = row.getString("locale");
      if (encoding.equals("UTF8") && UTF_8.matcher(locale).find()) {
        return List.of();
      }
      return List.of(
          new StartupFault(
              KEY,
              "this database has the encoding %s and the LC_CTYPE %s: create it with UTF8 and a UTF-8 LC_CTYPE, such as C.UTF-8"
                  .formatted(encoding, locale)));
    }
  }
}

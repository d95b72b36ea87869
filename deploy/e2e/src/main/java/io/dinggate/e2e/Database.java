package io.dinggate.e2e;

import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL database for one local-service.
 *
 * @param url JDBC, without user and password
 * @param username who owns it
 * @param password empty when none is needed; hidden by {@link #toString}
 */
public record Database(String url, String username, String password) {

  /** The database that {@code DINGGATE_DATABASE_URL} and its siblings name, if any. */
  static Optional<Database> ofEnvironment(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("DINGGATE_DATABASE_URL"))
        .filter(url -> !url.isBlank())
        .map(
            url ->
                new Database(
                    url,
                    environment.getOrDefault("DINGGATE_DATABASE_USERNAME", ""),
                    environment.getOrDefault("DINGGATE_DATABASE_PASSWORD", "")));
  }

  @Override
  public String toString() {
    return "Database[" + url + "]";
  }
}

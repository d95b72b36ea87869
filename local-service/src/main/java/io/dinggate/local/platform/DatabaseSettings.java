package io.dinggate.local.platform;

import java.util.HashMap;
import java.util.Map;

/** Who signs in to the database, the service as well as its migrations. */
public final class DatabaseSettings extends DerivedSettings {

  static final SecretSetting PASSWORD = new SecretSetting("dinggate.database.password");

  public DatabaseSettings() {
    super("dinggate database settings");
  }

  @Override
  protected Map<String, String> derive(Ours ours) {
    var settings = new HashMap<String, String>();
    var username = ours.value("dinggate.database.username");
    if (username != null) {
      settings.put("quarkus.datasource.username", username);
    }
    var password = PASSWORD.read(ours::value).orElse(null);
    if (password != null) {
      settings.put("quarkus.datasource.password", password);
    }
    if (username != null && password != null) { // Flyway takes all three or none
      settings.put("quarkus.flyway.jdbc-url", "${dinggate.database.url}");
      settings.put("quarkus.flyway.username", username);
      settings.put("quarkus.flyway.password", password);
    }
    return settings;
  }
}

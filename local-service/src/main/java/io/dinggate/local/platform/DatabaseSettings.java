package io.dinggate.local.platform;

import java.util.HashMap;
import java.util.Map;

/** Who signs in to the database. */
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
    PASSWORD
        .read(ours::value)
        .ifPresent(password -> settings.put("quarkus.datasource.password", password));
    return settings;
  }
}

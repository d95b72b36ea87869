package io.dinggate.cloud.app;

import io.dinggate.cloud.registry.App;
import io.dinggate.platform.keys.IndexKey;
import jakarta.inject.Singleton;

/** Tells whether an app's credentials are still those that something was got with. */
@Singleton
final class AppCredentials {

  private final IndexKey index;

  AppCredentials(IndexKey index) {
    this.index = index;
  }

  /** Differs when the client id or the client secret does. */
  String fingerprint(App app) {
    return index.of("app.credentials", app.clientId() + "\n" + app.clientSecret());
  }
}

package io.dinggate.cloud.platform;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;

/** What an operator says about this installation of the cloud-service. */
@ConfigMapping(prefix = "dinggate")
public interface CloudConfig {

  /**
   * The address under which browsers, sites and DingTalk reach this service, without a path. The
   * Host header is never trusted instead. Plain http is accepted for loopback addresses only.
   */
  URI publicUrl();

  /** The YAML file with the apps, corps and sites; re-read when it changes. */
  Path registryFile();

  /** The directory with the keys that {@code init} wrote. */
  Path keysDir();

  /** The directory of the database; a local disk that no other instance uses. */
  Path dataDir();
}

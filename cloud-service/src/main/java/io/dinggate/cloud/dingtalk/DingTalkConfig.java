package io.dinggate.cloud.dingtalk;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where DingTalk is and how long to wait for it. */
@ConfigMapping(prefix = "dinggate.dingtalk")
public interface DingTalkConfig {

  /** The sign-in page's address, without a path. */
  @WithDefault("https://login.dingtalk.com")
  URI loginUrl();

  /** The older API's address, without a path. */
  @WithDefault("https://oapi.dingtalk.com")
  URI oapiUrl();

  /** The newer API's address, without a path and without the version. */
  @WithDefault("https://api.dingtalk.com")
  URI apiUrl();

  /** How long a connection may take to be made. */
  @WithDefault("PT3S")
  @Bounds(max = "PT1H")
  Duration connectTimeout();

  /** How long DingTalk may be silent within a call. */
  @WithDefault("PT10S")
  @Bounds(max = "PT1H")
  Duration readTimeout();

  /** How long a call may take in all. */
  @WithDefault("PT15S")
  @Bounds(max = "PT1H")
  Duration callTimeout();

  /** How long the upload of one file may take in all. */
  @WithDefault("PT2M")
  @Bounds(max = "PT1H")
  Duration uploadTimeout();

  /** How long nothing is sent at all after DingTalk has shut out our address. */
  @WithDefault("PT5M")
  Duration banPause();

  /**
   * How many calls may be under way at the same time. Further ones wait, for as long as a
   * connection may take to be made, and are then not sent at all.
   */
  @WithDefault("128")
  @Bounds(max = "10000")
  int connections();

  /** An HTTP proxy to reach DingTalk through, as host:port. */
  Optional<String> proxy();

  /**
   * A PEM file with the certificates to trust instead of the system's, for networks that inspect
   * TLS.
   */
  Optional<Path> caFile();
}

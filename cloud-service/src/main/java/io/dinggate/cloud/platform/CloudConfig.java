package io.dinggate.cloud.platform;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
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

  /** What sites, browsers and DingTalk connect to. */
  Http http();

  /** What probes and monitoring connect to. */
  Management management();

  /** How changes reach the database. */
  WritesConfig writes();

  /** What sites, browsers and DingTalk connect to. */
  interface Http {

    /**
     * The address to listen on; 0.0.0.0 stands for all. Where a web server on the same machine ends
     * TLS, 127.0.0.1.
     */
    @WithDefault("0.0.0.0")
    InetAddress host();

    /** The port; 0 takes a free one. */
    @WithDefault("8080")
    @Bounds(min = "0", max = "65535")
    int port();
  }

  /** What probes and monitoring connect to. */
  interface Management {

    /**
     * The address to listen on with health and metrics; 0.0.0.0 stands for all. It asks nobody who
     * they are.
     */
    @WithDefault("0.0.0.0")
    InetAddress host();

    /** The port of health and metrics; 0 takes a free one. */
    @WithDefault("9080")
    @Bounds(min = "0", max = "65535")
    int port();
  }

  /** How changes reach the database. */
  interface WritesConfig {

    /** How many units may wait; more are refused as overload. */
    @WithDefault("4096")
    @Bounds(max = "1000000")
    int queue();

    /** How many units are committed together at most. */
    @WithDefault("256")
    @Bounds(max = "100000")
    int batch();
  }
}

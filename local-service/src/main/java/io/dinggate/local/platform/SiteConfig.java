package io.dinggate.local.platform;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an operator says about this installation of the local-service. */
@ConfigMapping(prefix = "dinggate")
public interface SiteConfig {

  /**
   * The address under which people's browsers reach this service, without a path. The Host header
   * is never trusted instead. Plain http is accepted for loopback addresses only.
   */
  URI publicUrl();

  /** The directory with the keys that {@code init} wrote. */
  Path keysDir();

  /** The YAML file with the API clients and the operators; re-read when it changes. */
  Path clientsFile();

  /** What browsers and the site's programs connect to. */
  Http http();

  /** What probes and monitoring connect to. */
  Management management();

  /** Where the site's data is kept. */
  Database database();

  /** What browsers and the site's programs connect to. */
  interface Http {

    /**
     * The address to listen on; 0.0.0.0 stands for all. Where a web server on the same machine ends
     * TLS, 127.0.0.1.
     */
    @WithDefault("0.0.0.0")
    InetAddress host();

    /** The port; 0 takes a free one. */
    @WithDefault("8081")
    @Bounds(min = "0", max = "65535")
    int port();

    /**
     * Addresses or networks of the proxies in front of this service. From these, and only these,
     * the address of the client is taken from {@code X-Forwarded-For}. Its first element counts, so
     * the proxy must write the header anew and not append to what a client sent.
     */
    Optional<List<String>> trustedProxies();
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
    @WithDefault("9081")
    @Bounds(min = "0", max = "65535")
    int port();
  }

  /** Where the site's data is kept: a PostgreSQL that makes its commits durable. */
  interface Database {

    /** The JDBC URL, {@code jdbc:postgresql://host:port/database}. */
    String url();

    /** Who signs in to it; may instead stand in the URL. */
    Optional<String> username();

    /** The password; or name a file. */
    Optional<String> password();

    /** A file that holds the password and nothing else. */
    Optional<Path> passwordFile();
  }
}

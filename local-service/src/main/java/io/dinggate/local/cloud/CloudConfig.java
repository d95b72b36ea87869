package io.dinggate.local.cloud;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this site reaches the cloud-service, and proves who it is. */
@ConfigMapping(prefix = "dinggate.cloud")
public interface CloudConfig {

  /** The default of {@link #connectTimeout}. */
  String CONNECT_TIMEOUT = "PT3S";

  /** The default of {@link #readTimeout}. */
  String READ_TIMEOUT = "PT20S";

  /** The default of {@link #uploadTimeout}. */
  String UPLOAD_TIMEOUT = "PT3M";

  /** The default of {@link #privateKeyAlgorithm}. */
  String ALGORITHM = "RS256";

  /** The cloud-service's public URL. Plain http is accepted for loopback addresses only. */
  URI url();

  /** The client id that the cloud's registry has for this site. */
  String clientId();

  /** The client secret; or name a file, or use a private key. */
  Optional<String> clientSecret();

  /** A file that holds the client secret and nothing else. */
  Optional<Path> clientSecretFile();

  /**
   * A file with the private key (PEM, PKCS#8) whose public half the cloud's registry has; without
   * it no requests by way of the cloud can be signed.
   */
  Optional<Path> privateKeyFile();

  /** The algorithm of the private key: RS256 or ES256. */
  @WithDefault(ALGORITHM)
  String privateKeyAlgorithm();

  /**
   * How long a connection may take to come about: one for a token request is tried twice, one to
   * read the feed by has two seconds at most.
   */
  @WithDefault(CONNECT_TIMEOUT)
  @Bounds(max = "PT1H")
  Duration connectTimeout();

  /** How long an answer may take; must exceed what the cloud waits for DingTalk. */
  @WithDefault(READ_TIMEOUT)
  @Bounds(max = "PT1H")
  Duration readTimeout();

  /** How long the upload of one file may take in all. */
  @WithDefault(UPLOAD_TIMEOUT)
  @Bounds(max = "PT1H")
  Duration uploadTimeout();

  /**
   * The HTTP proxy on the way to the cloud, {@code host:port}; for calls and token requests alike.
   * It is asked to CONNECT, and resolves the cloud's name.
   */
  Optional<String> proxy();

  /** Who signs in to the proxy. */
  Optional<String> proxyUsername();

  /** The password for the proxy; or name a file. */
  Optional<String> proxyPassword();

  /** A file that holds the proxy's password and nothing else. */
  Optional<Path> proxyPasswordFile();

  /**
   * A file with the certificates (PEM) to trust instead of those that Java trusts; for calls and
   * token requests alike.
   */
  Optional<Path> caFile();

  /** How often the cloud is asked at most which corps are this site's. */
  @WithDefault("PT1M")
  @Bounds(min = "PT1S", max = "PT1H")
  Duration corpsEvery();

  /** When calls to the cloud stop being tried for a while. */
  Circuit circuit();

  /** When calls to the cloud stop being tried for a while. */
  interface Circuit {

    /** How many calls are looked at. */
    @WithDefault("10")
    @Bounds(max = "10000")
    int window();

    /** Which part of them must have failed, from 0.01 to 1. */
    @WithDefault("0.5")
    @Bounds(min = "0.01", max = "1")
    double failureRatio();

    /** How long calls are refused at once before one is tried again. */
    @WithDefault("PT5S")
    Duration delay();
  }
}

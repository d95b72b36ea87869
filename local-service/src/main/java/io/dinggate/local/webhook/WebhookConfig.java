package io.dinggate.local.webhook;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How API clients are told what happens, at the addresses that the clients file has. */
@ConfigMapping(prefix = "dinggate.webhook")
public interface WebhookConfig {

  /**
   * What may be called although it is internal, and by http: names, addresses, and networks such as
   * 10.1.0.0/16. Loopback, private, link-local and other special addresses are refused unless they
   * stand here.
   */
  Optional<List<String>> internal();

  /** How often deliveries that are due are looked for. */
  @WithDefault("PT0.5S")
  Duration poll();

  /** How many deliveries to one client may be under way at a replica. */
  @WithDefault("4")
  @Bounds(max = "100")
  int perClient();

  /** How long a connection may take to come about. */
  @WithDefault("PT5S")
  @Bounds(max = "PT1H")
  Duration connectTimeout();

  /** How long a delivery may take in all. */
  @WithDefault("PT15S")
  @Bounds(max = "PT1H")
  Duration timeout();

  /** After which time a delivery that was begun and not ended is begun anew. */
  @WithDefault("PT1M")
  @Bounds(moreThan = "dinggate.webhook.timeout")
  Duration lease();

  /** The longest wait after the first failure; doubles with each further one. */
  @WithDefault("PT5S")
  Duration retryFirst();

  /** The longest wait between two attempts, unless the receiver asks for a longer one. */
  @WithDefault("PT1H")
  Duration retryMax();

  /** After which time a delivery is given up. */
  @WithDefault("P3D")
  Duration giveUpAfter();

  /** How long deliveries are kept once they have arrived. */
  @WithDefault("P1D")
  Duration retention();

  /** How long deliveries that were given up are kept for an operator to retry. */
  @WithDefault("P30D")
  Duration deadRetention();

  /**
   * The HTTP proxy on the way to receivers that are not internal, {@code host:port}. It is asked to
   * CONNECT, and resolves their names; it must keep them from leading to internal addresses.
   */
  Optional<String> proxy();

  /** Who signs in to the proxy. */
  Optional<String> proxyUsername();

  /** The password for the proxy; or name a file. */
  Optional<String> proxyPassword();

  /** A file that holds the proxy's password and nothing else. */
  Optional<Path> proxyPasswordFile();

  /** A file with the certificates (PEM) to trust instead of those that Java trusts. */
  Optional<Path> caFile();
}

package io.dinggate.cloud.site;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The access tokens with which sites call the cloud. */
@ConfigMapping(prefix = "dinggate.token")
public interface TokenConfig {

  /**
   * Whether this service issues tokens itself. Set to false when {@code quarkus.oidc.*} names an
   * external issuer: tokens of our own are then refused, and the endpoints below {@code /oauth2}
   * and {@code /.well-known} are not found.
   */
  @WithDefault("true")
  boolean issue();

  /** How long an access token lives. */
  @WithDefault("PT5M")
  @Bounds(min = "PT1S")
  Duration lifetime();

  /** The longest life of a client assertion ({@code private_key_jwt}), from issue to expiry. */
  @WithDefault("PT1M")
  Duration assertionLifetime();

  /**
   * How far the clock of a site may be off when it signs a client assertion or a request token; 0
   * for not at all.
   */
  @WithDefault("PT1M")
  @Bounds(min = "PT0S")
  Duration clockSkew();

  /**
   * The claim that holds the site's client id in the tokens of an external issuer, for example
   * {@code azp}. When not set, {@code sub} is the site id, as in our own tokens.
   */
  Optional<String> clientIdClaim();
}

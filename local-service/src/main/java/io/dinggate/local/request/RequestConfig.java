package io.dinggate.local.request;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Requests that frontends hand to the cloud themselves. */
@ConfigMapping(prefix = "dinggate.request")
public interface RequestConfig {

  /**
   * The cloud-service's address for browsers, where it is another one than this service uses. Plain
   * http is accepted for loopback addresses only.
   */
  Optional<URI> cloudUrl();

  /** How long a frontend has to post what was signed. */
  @WithDefault("PT2M")
  @Bounds(min = "PT1S", max = "PT5M")
  Duration tokenLifetime();

  /** How many requests of one caller may wait to be posted at once; further ones are refused. */
  @WithDefault("200")
  @Bounds(max = "100000")
  int maxOpen();

  /**
   * How long after its token has expired a request may still come to its result; when the feed was
   * read beyond that, it counts as expired.
   */
  @WithDefault("PT10M")
  @Bounds(max = "P7D")
  Duration settleWithin();

  /** How long requests and their results are kept; longer than a site may be without its cloud. */
  @WithDefault("P30D")
  @Bounds(min = "P1D")
  Duration retention();
}

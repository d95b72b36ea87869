package io.dinggate.cloud.request;

import io.dinggate.platform.start.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Requests that frontends hand to the cloud directly. */
@ConfigMapping(prefix = "dinggate.request")
public interface RequestConfig {

  /** How many requests of one site may wait for their end; more are refused as overload. */
  @WithDefault("200")
  @Bounds(max = "100000")
  int openPerSite();

  /** How many requests of one site are worked on at the same time. */
  @WithDefault("4")
  @Bounds(max = "100")
  int concurrencyPerSite();

  /**
   * How long a request that cannot be done for now is tried again, counted from when it was
   * accepted; a frontend waits for it meanwhile.
   */
  @WithDefault("PT2M")
  Duration giveUpAfter();

  /** The longest pause after the first attempt; each further one may take twice as long. */
  @WithDefault("PT1S")
  @Bounds(max = "dinggate.request.retry-most")
  Duration retryFirst();

  /** The longest pause between two attempts, unless DingTalk asks for a longer one. */
  @WithDefault("PT15S")
  Duration retryMost();

  /** How often to look for requests that are due again. */
  @WithDefault("PT1S")
  Duration poll();

  /**
   * How long a request is remembered after it was accepted; its token cannot be used again. Until a
   * token has expired for every clock, it is remembered in any case.
   */
  @WithDefault("P1D")
  @Bounds(min = "PT1M")
  Duration retention();

  /** How often requests past their retention are deleted. */
  @WithDefault("PT10M")
  @Bounds(min = "PT1S")
  Duration deleteEvery();
}

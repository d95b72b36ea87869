package io.dinggate.local.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people sign in. */
@ConfigMapping(prefix = "dinggate.login")
public interface LoginConfig {

  /** How long a person may take in DingTalk. */
  @WithDefault("PT10M")
  Duration lifetime();

  /** How many logins may be open at the site at once; further ones are refused for a while. */
  @WithDefault("2000")
  int maxOpen();

  /**
   * How many of them may come from one address; raise it when all people come through one proxy.
   */
  @WithDefault("200")
  int maxOpenPerAddress();

  /**
   * How many sign-ins inside DingTalk's client, and login tickets that go with no login, one
   * address may bring in a minute; raise it when all people come through one proxy.
   */
  @WithDefault("300")
  int attemptsPerAddress();

  /** Whether DingTalk's page for dedicated accounts is asked for. */
  @WithDefault("false")
  boolean exclusive();
}

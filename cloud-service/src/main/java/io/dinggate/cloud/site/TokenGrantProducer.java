package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.platform.oauth.AssertionRules;
import io.dinggate.platform.oauth.ClientAuthenticator;
import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.dinggate.platform.oauth.JtiStore;
import io.dinggate.platform.oauth.OAuthClients;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Wires the token endpoint's rules to this service's books, address and clock. */
class TokenGrantProducer {

  @Produces
  @Singleton
  ClientCredentialsGrant grant(
      OAuthClients clients, JtiStore used, CloudConfig cloud, TokenConfig config, Clock clock) {
    var issuer = cloud.publicUrl().toString();
    var rules =
        new AssertionRules(
            Set.of(issuer, issuer + TokenResource.PATH),
            config.assertionLifetime(),
            config.clockSkew());
    return new ClientCredentialsGrant(new ClientAuthenticator(clients, rules, used, clock));
  }
}

package io.dinggate.local.oidc;

import io.dinggate.local.platform.ApiClient;
import io.dinggate.local.platform.Clients;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.platform.oauth.AssertionRules;
import io.dinggate.platform.oauth.ClientAuthenticator;
import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.dinggate.platform.oauth.JtiStore;
import io.dinggate.platform.oauth.OAuthClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Which programs may have tokens: those of the clients file, at this moment. */
@Singleton
final class TokenGrants {

  private TokenGrants() {}

  @Produces
  @Singleton
  static ClientCredentialsGrant grant(
      Clients clients, JtiStore used, PublicUrl publicUrl, Clock clock) {
    return new ClientCredentialsGrant(
        new ClientAuthenticator(
            id -> clients.find(id).map(TokenGrants::oauth).orElse(null),
            AssertionRules.of(
                publicUrl.url().toString(), publicUrl.at(TokenResource.PATH).toString()),
            used,
            clock));
  }

  private static OAuthClient oauth(ApiClient client) {
    return new OAuthClient(
        client.id(), client.secretHashes(), client.publicKeys(), client.scopes());
  }
}

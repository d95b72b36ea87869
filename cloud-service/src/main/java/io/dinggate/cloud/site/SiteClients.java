package io.dinggate.cloud.site;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.platform.oauth.OAuthClient;
import io.dinggate.platform.oauth.OAuthClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** The sites of the registry as clients of the token endpoint. */
@ApplicationScoped
class SiteClients implements OAuthClients {

  private final Registry registry;

  SiteClients(Registry registry) {
    this.registry = registry;
  }

  @Override
  public @Nullable OAuthClient find(String clientId) {
    return registry.snapshot().siteByClientId(clientId).map(SiteClients::client).orElse(null);
  }

  private static OAuthClient client(Site site) {
    return new OAuthClient(
        site.clientId(),
        site.secretHashes(),
        site.publicKeys().stream().map(SiteClients::publicKey).toList(),
        Scopes.ALL);
  }

  private static PublicKey publicKey(JWK key) {
    try {
      return ((AsymmetricJWK) key).toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the registry holds a key that is none", e);
    }
  }
}

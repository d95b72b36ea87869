package io.dinggate.cloud.site;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import io.dinggate.cloud.registry.Operator;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.platform.oauth.OAuthClient;
import io.dinggate.platform.oauth.OAuthClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sites and operators of the registry as clients of the token endpoint. */
@ApplicationScoped
class SiteClients implements OAuthClients {

  private final Registry registry;

  SiteClients(Registry registry) {
    this.registry = registry;
  }

  @Override
  public @Nullable OAuthClient find(String clientId) {
    var snapshot = registry.snapshot();
    return snapshot
        .siteByClientId(clientId)
        .map(SiteClients::client)
        .or(() -> snapshot.operatorByClientId(clientId).map(SiteClients::client))
        .orElse(null);
  }

  private static OAuthClient client(Site site) {
    return new OAuthClient(
        site.clientId(), site.secretHashes(), publicKeys(site.publicKeys()), Scopes.ALL);
  }

  private static OAuthClient client(Operator operator) {
    return new OAuthClient(
        operator.clientId(),
        operator.secretHashes(),
        publicKeys(operator.publicKeys()),
        Set.of(Scopes.OPERATOR));
  }

  private static List<PublicKey> publicKeys(List<JWK> keys) {
    return keys.stream().map(SiteClients::publicKey).toList();
  }

  private static PublicKey publicKey(JWK key) {
    try {
      return ((AsymmetricJWK) key).toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the registry holds a key that is none", e);
    }
  }
}

package io.dinggate.cloud.registry;

import com.nimbusds.jose.jwk.JWK;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import java.net.URI;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * One installation of the local-service, as registered.
 *
 * @param id how the registry names it
 * @param clientId what it calls itself at the token endpoint
 * @param secretHashes hashes of its secrets; more than one while a secret is being changed, none
 *     when it uses a key
 * @param publicKeys the keys that its client assertions and request tokens may be signed with, each
 *     with a key id
 * @param returnUrls where a login may end; compared exactly
 * @param origins whose scripts may call the cloud for this site, as {@code scheme://host[:port]}
 * @param corps the organisations it works for
 * @param loginApp the app to sign in with when no corp is named
 */
public record Site(
    SiteId id,
    String clientId,
    List<String> secretHashes,
    List<JWK> publicKeys,
    List<URI> returnUrls,
    List<String> origins,
    List<SiteCorp> corps,
    AppId loginApp) {

  public Site {
    secretHashes = List.copyOf(secretHashes);
    publicKeys = List.copyOf(publicKeys);
    returnUrls = List.copyOf(returnUrls);
    origins = List.copyOf(origins);
    corps = List.copyOf(corps);
  }

  /** What the site may do in {@code corp}; empty when it may do nothing there. */
  public Optional<SiteCorp> corp(CorpId corp) {
    return corps.stream().filter(candidate -> candidate.corp().equals(corp)).findFirst();
  }

  /** The same keys as {@link #publicKeys}, as signatures are verified with them. */
  public List<PublicKey> verificationKeys() {
    return Credentials.verificationKeys(publicKeys);
  }

  @Override
  public String toString() {
    return "Site[" + id + "]";
  }
}

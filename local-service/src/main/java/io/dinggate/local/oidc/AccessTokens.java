package io.dinggate.local.oidc;

import io.dinggate.local.platform.PublicUrl;
import io.dinggate.platform.Ids;
import io.dinggate.platform.keys.SigningKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Issues the access tokens that this service itself accepts (RFC 9068, RS256). */
@Singleton
class AccessTokens {

  private final SigningKeys keys;
  private final PublicUrl publicUrl;
  private final TokenConfig config;
  private final Clock clock;

  AccessTokens(SigningKeys keys, PublicUrl publicUrl, TokenConfig config, Clock clock) {
    this.keys = keys;
    this.publicUrl = publicUrl;
    this.config = config;
    this.clock = clock;
  }

  /** A token for the client with these scopes. */
  String issue(String clientId, Set<String> scopes) {
    var now = clock.instant();
    var issuer = publicUrl.url().toString();
    return Jwt.claims()
        .issuer(issuer)
        .audience(issuer)
        .subject(clientId)
        .claim("client_id", clientId)
        .claim("scope", String.join(" ", scopes))
        .claim("jti", Ids.uuidV7().toString())
        .issuedAt(now)
        .expiresAt(now.plus(config.lifetime()))
        .jws()
        .algorithm(SignatureAlgorithm.RS256)
        .keyId(keys.active().id())
        .header("typ", "at+jwt")
        .sign(keys.active().privateKey());
  }
}

package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.SigningKeys;
import io.dinggate.platform.oauth.TokenAnswer;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/** Signs the access tokens of sites and operators (RFC 9068, RS256). */
@ApplicationScoped
class AccessTokenIssuer {

  /** What the tokens are meant for; {@code quarkus.oidc.token.audience} must say the same. */
  static final String AUDIENCE = "dinggate-cloud";

  private final SigningKeys keys;
  private final CloudConfig cloud;
  private final TokenConfig config;
  private final Clock clock;

  AccessTokenIssuer(SigningKeys keys, CloudConfig cloud, TokenConfig config, Clock clock) {
    this.keys = keys;
    this.cloud = cloud;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Refuses what only an issuer answers.
   *
   * @throws ApiException {@code NOT_FOUND} when tokens come from an external issuer
   */
  void requireActive() {
    if (!config.issue()) {
      throw new ApiException(
          ErrorCode.NOT_FOUND, "The access tokens for this service come from another issuer.");
    }
  }

  /**
   * Issues a token.
   *
   * @param subject whom it stands for
   * @param clientId what that one calls itself
   */
  TokenAnswer issue(String subject, String clientId, Set<String> scopes) {
    var now = clock.instant();
    var key = keys.active();
    var token =
        Jwt.issuer(cloud.publicUrl().toString())
            .subject(subject)
            .audience(AUDIENCE)
            .issuedAt(now)
            .expiresAt(now.plus(config.lifetime()))
            .claim("client_id", clientId)
            .claim("scope", String.join(" ", scopes))
            .jws()
            .header("typ", "at+jwt")
            .algorithm(SignatureAlgorithm.RS256)
            .keyId(key.id())
            .sign(key.privateKey());
    return TokenAnswer.bearer(token, config.lifetime(), scopes);
  }
}

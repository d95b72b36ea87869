package io.dinggate.local.request;

import io.dinggate.local.cloud.CloudConfig;
import io.dinggate.model.RequestId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.RequestToken;
import io.dinggate.platform.keys.PrivateKeys;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.PrivateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs for requests with the key that the cloud's registry has for this site. */
@ApplicationScoped
class RequestSigner {

  private final @Nullable PrivateKey key;
  private final SignatureAlgorithm algorithm;
  private final String issuer;
  private final String audience;

  @Inject
  RequestSigner(CloudConfig config) {
    this(
        config
            .privateKeyFile()
            .map(file -> PrivateKeys.read(file, kind(config.privateKeyAlgorithm())))
            .orElse(null),
        config.privateKeyAlgorithm(),
        config.clientId(),
        CloudUrl.of(config.url()));
  }

  RequestSigner(@Nullable PrivateKey key, String algorithm, String issuer, String audience) {
    this.key = key;
    this.algorithm = SignatureAlgorithm.fromAlgorithm(algorithm);
    this.issuer = issuer;
    this.audience = audience;
  }

  private static String kind(String algorithm) {
    return algorithm.startsWith("ES") ? "EC" : "RSA";
  }

  /**
   * Refuses where this site cannot sign.
   *
   * @throws ApiException {@code requests-not-set-up}
   */
  void requireKey() {
    key();
  }

  /**
   * The token of a request, see {@link RequestToken}.
   *
   * @param caller for whom this site signs
   * @param origin whose pages may post it
   * @param body every byte of the request
   */
  String sign(
      RequestId id, String caller, String origin, String body, Instant issuedAt, Instant expiry) {
    return Jwt.claims()
        .issuer(issuer)
        .subject(caller)
        .audience(audience)
        .claim("jti", id.value())
        .issuedAt(issuedAt)
        .expiresAt(expiry)
        .claim(RequestToken.ORIGIN, origin)
        .claim(RequestToken.BODY, RequestToken.digest(body))
        .jws()
        .algorithm(algorithm)
        .header("typ", RequestToken.TYPE)
        .sign(key());
  }

  private PrivateKey key() {
    if (key == null) {
      throw new ApiException(
          ErrorCode.REQUESTS_NOT_SET_UP, "This site has no dinggate.cloud.private-key-file.");
    }
    return key;
  }
}
